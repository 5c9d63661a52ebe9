import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leafHash } from '../../../shared/chain/hashing.ts'
import { auditPath, merkleRoot } from '../../../shared/chain/merkle.ts'
import { leaf, treeHash, verifies } from '../../support/merkle.ts'

/** The leaves of Certificate Transparency's own tests, and the roots over the first 1, 2, … 8 of them. */
const published = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'))
const publishedRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const leaves = (data: readonly Uint8Array[]) =>
  data.map((bytes) => leafHash(Buffer.from(bytes).toString('base64url')))

describe('a tree’s root', () => {
  it.each(publishedRoots.map((root, i) => [i + 1, root]))(
    'matches the published root for %i leaves',
    (n, root) => {
      expect(merkleRoot(leaves(published.slice(0, Number(n)))).toString('hex')).toBe(root)
    },
  )

  it('is the hash of the empty string for an empty tree', () => {
    expect(merkleRoot([]).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
  })

  it('matches RFC 6962’s recursive definition for every size up to 130', () => {
    const data = Array.from({ length: 130 }, (_, i) => Buffer.of(i))
    for (let n = 0; n <= data.length; n++) {
      expect([n, merkleRoot(leaves(data.slice(0, n)))]).toEqual([n, treeHash(data.slice(0, n))])
    }
  })
})

const tree = fc
  .array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 70 })
  .chain((data) => fc.record({ data: fc.constant(data), index: fc.nat(data.length - 1) }))

describe('an audit path', () => {
  it('leads from every leaf to the root of any tree', () => {
    fc.assert(
      fc.property(tree, ({ data, index }) => {
        const path = auditPath(leaves(data), index)
        const proof = { index, count: data.length, path, root: treeHash(data) }
        expect(verifies(leaf(data[index] ?? Buffer.of()), proof)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('fails for any other leaf, and if one bit of leaf, path or root is flipped', () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(7), ({ data, index }, place, bit) => {
        const parts = [
          leaf(data[index] ?? Buffer.of()),
          treeHash(data),
          ...auditPath(leaves(data), index),
        ].map((part) => Buffer.from(part))
        const byte = place % (parts.length * 32)
        const struck = parts[Math.floor(byte / 32)] ?? Buffer.alloc(32)
        struck[byte % 32] = (struck[byte % 32] ?? 0) ^ (1 << bit)
        const [first = Buffer.of(), root = Buffer.of(), ...path] = parts
        expect(verifies(first, { index, count: data.length, path, root })).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

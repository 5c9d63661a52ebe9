import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../shared/chain/hashing.ts'
import { hashed, hashesOf, pageOf, proofOnPage, sealedTree } from '../../../shared/chain/seal.ts'
import { leaf, treeHash, verifies } from '../../support/merkle.ts'

const hashes = (n: number) =>
  Array.from({ length: n }, (_, i) => createHash('sha256').update(`event ${i}`).digest())
const asSet = (buffers: readonly Buffer[]) => new Set(buffers.map((hash) => hash.toString('latin1')))
const seal = (count: number, root: Buffer) =>
  hashed({ number: 1, to: '2026-10-02T01:00:00.000Z', count, root: root.toString('base64url') })

describe('a sealed tree', () => {
  it.each([0, 1, 2, 1023, 1024, 1025, 2048, 2049, 3000, 4097])(
    'of %i events has the same root as one tree over their sorted hashes',
    (n) => {
      const all = hashes(n)
      const tree = sealedTree(asSet(all))
      const sorted = all.toSorted(Buffer.compare)
      expect(tree.count).toBe(n)
      expect(tree.root).toEqual(treeHash(sorted))
      expect(Buffer.concat(tree.pages)).toEqual(Buffer.concat(sorted))
    },
  )

  it('proves an event from a single page, including at page boundaries', () => {
    const all = hashes(2 * 1024 + 5)
    const { root, count, pages, directory } = sealedTree(asSet(all))
    const sorted = all.toSorted(Buffer.compare)
    for (const i of [0, 1, 511, 512, 1022, 1023, 1024, 1025, 2046, 2047, 2048, 2051, 2052]) {
      const hash = sorted[i] ?? Buffer.of()
      const page = pageOf(directory, hash)
      const proof = proofOnPage(seal(count, root), directory, page, pages[page] ?? Buffer.of(), hash)
      expect(proof?.index).toBe(i)
      const path = proof?.path.map((sibling) => Buffer.from(sibling, 'base64url')) ?? []
      expect(verifies(leaf(hash), { index: i, count, path, root })).toBe(true)
    }
  })

  it('has no proof of an event that it does not contain', () => {
    const { root, count, pages, directory } = sealedTree(asSet(hashes(1500)))
    const stranger = createHash('sha256').update('another').digest()
    const page = pageOf(directory, stranger)
    expect(
      proofOnPage(seal(count, root), directory, page, pages[page] ?? Buffer.of(), stranger),
    ).toBeUndefined()
    expect(pageOf(directory, Buffer.alloc(32))).toBe(-1)
  })

  it('sorts by bytes, not by their base64url spelling', () => {
    // In base64url `-` stands for a greater value than `A` and sorts before it.
    const low = Buffer.alloc(32, 0x00)
    const high = Buffer.alloc(32, 0xfb)
    expect(hashesOf(sealedTree(asSet([high, low])).pages[0] ?? Buffer.of())).toEqual([low, high])
  })
})

describe('a seal’s hash', () => {
  it('covers all its other fields', () => {
    const { hash, ...others } = seal(3, Buffer.alloc(32, 1))
    expect(hash).toBe(hashOf(others))
    for (const change of [
      { number: 2 },
      { to: 'x' },
      { count: 4 },
      { root: 'y' },
      { previous: 'z' },
      { from: 'x' },
    ]) {
      expect(hashed({ ...others, ...change }).hash).not.toBe(hash)
    }
  })
})

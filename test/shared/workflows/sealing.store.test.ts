import { createHash, randomUUID } from 'node:crypto'
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { hashOf } from '../../../shared/chain/hashing.ts'
import type { Seal } from '../../../shared/chain/seal.ts'
import { appendLeaves } from '../../../shared/store/leaf-inbox.ts'
import { proofOf } from '../../../shared/store/seal-proofs.ts'
import { listSeals } from '../../../shared/store/seal-store.ts'
import { type SealingLedger, sealNext } from '../../../shared/workflows/sealing.ts'
import { days, hours, minutes, start } from '../../support/builders.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { leaf, treeHash, verifies } from '../../support/merkle.ts'

let db: Database
let ledger: SealingLedger

beforeEach(async () => {
  db = await startDatabase(inject('outdir'))
  ledger = { client: db.client, table: db.tables.ledger }
})
afterEach(() => db.stop())

const events = (n: number, name: string = randomUUID()) =>
  Array.from({ length: n }, (_, i) => createHash('sha256').update(`${name} ${i}`).digest())

/**
 * Collects like the function, at most a thousand in one write.
 * @param late how long before their collection they were written
 */
async function collect(hashes: readonly Buffer[], at: number, late = 1000) {
  for (let i = 0; i < hashes.length; i += 1000) {
    const batch = Buffer.concat(hashes.slice(i, i + 1000))
    await appendLeaves(ledger.client, ledger.table, { at: at + i, oldest: at - late, hashes: batch })
  }
}

const rootOf = (hashes: readonly Buffer[]) => treeHash(hashes.toSorted(Buffer.compare)).toString('base64url')
const seals = async () => (await listSeals(ledger.client, ledger.table)).seals.toReversed()
const prove = (hash: Buffer, at: number) =>
  proofOf(ledger.client, ledger.table, { hash: hash.toString('base64url'), at: new Date(at).toISOString() })

async function expectProven(hash: Buffer, at: number, number: number) {
  const proof = await prove(hash, at)
  expect(proof?.seal.number).toBe(number)
  const { index = 0, path = [], seal } = proof ?? {}
  const decoded = {
    index,
    count: seal?.count ?? 0,
    path: path.map((sibling) => Buffer.from(sibling, 'base64url')),
    root: Buffer.from(seal?.root ?? '', 'base64url'),
  }
  expect(verifies(leaf(hash), decoded)).toBe(true)
}

async function itemsOf(partition: RegExp) {
  const { Items = [] } = await ledger.client.send(new ScanCommand({ TableName: ledger.table }))
  return Items.map((item) => unmarshall(item)).filter(({ supporterId }) => partition.test(supporterId))
}

describe('a seal', () => {
  it('covers what was collected up to its end, in any order', async () => {
    const hashes = events(5)
    await collect(hashes, start)
    const seal = await sealNext(ledger, start + hours(1))
    expect(seal).toEqual({
      number: 1,
      to: new Date(start + hours(1)).toISOString(),
      count: 5,
      root: rootOf(hashes),
      hash: expect.any(String),
    })
    const { hash, ...others } = seal as Seal
    expect(hash).toBe(hashOf(others))
  })

  it('is chained to the previous one, and begins where that ended', async () => {
    await collect(events(2), start)
    const first = await sealNext(ledger, start + hours(1))
    const hashes = events(3)
    await collect(hashes, start + hours(2))
    expect(await sealNext(ledger, start + hours(3))).toMatchObject({
      number: 2,
      from: first?.to,
      previous: first?.hash,
      count: 3,
      root: rootOf(hashes),
    })
  })

  it('owes one mail, and is not itself sealed by a later seal', async () => {
    await collect(events(1), start)
    await sealNext(ledger, start + hours(1))
    const [item] = await itemsOf(/^seal$/)
    expect(item).toMatchObject({ mail: 'seal', eventId: 'seal-1' })
    expect(item).not.toHaveProperty('type')
  })

  it('of thousands of events is one tree over pages, and proves each', async () => {
    const hashes = events(2100)
    await collect(hashes, start)
    const seal = await sealNext(ledger, start + hours(1))
    expect([seal?.count, seal?.root]).toEqual([2100, rootOf(hashes)])
    expect(await itemsOf(/^sealed#1#/)).toHaveLength(3)
    for (const i of [0, 700, 1400, 2099]) await expectProven(hashes[i] ?? Buffer.of(), start, 1)
  })

  it('leaves events after its end to the next', async () => {
    const [before = Buffer.of(), after = Buffer.of()] = events(2)
    await collect([before], start)
    await collect([after], start + 1)
    expect(await sealNext(ledger, start)).toMatchObject({ count: 1, root: rootOf([before]) })
    expect(await sealNext(ledger, start)).toBeUndefined()
    expect(await sealNext(ledger, start + 1)).toMatchObject({ number: 2, root: rootOf([after]) })
  })

  it('is not made without events: the next one covers the quiet time', async () => {
    expect(await sealNext(ledger, start)).toBeUndefined()
    await collect(events(1), start)
    const first = await sealNext(ledger, start + hours(1))
    for (const day of [1, 2, 3]) expect(await sealNext(ledger, start + days(day))).toBeUndefined()
    await collect(events(1), start + days(4))
    expect(await sealNext(ledger, start + days(5))).toMatchObject({ number: 2, from: first?.to })
  })

  it('covers at most a day, so that a standstill of weeks is sealed day by day', async () => {
    for (const day of [0, 1, 2]) await collect(events(2), start + days(day) + hours(day))
    const cut = start + days(20)
    const made = [await sealNext(ledger, cut), await sealNext(ledger, cut), await sealNext(ledger, cut)]
    expect(made.map((seal) => seal?.count)).toEqual([2, 2, 2])
    expect(await sealNext(ledger, cut)).toBeUndefined()
  })
})

describe('an event that the stream delivers twice', () => {
  it('is sealed once if both came before the seal', async () => {
    const hashes = events(3)
    await collect(hashes, start)
    await collect([...hashes.slice(1), ...hashes.slice(1)], start + minutes(1))
    expect(await sealNext(ledger, start + hours(1))).toMatchObject({ count: 3, root: rootOf(hashes) })
  })

  it('is sealed once even with seals in between, and keeps its first proof', async () => {
    const old = events(1500)
    await collect(old, start)
    await sealNext(ledger, start + hours(1))
    await collect(events(2), start + hours(2))
    await sealNext(ledger, start + hours(3))
    const fresh = events(3)
    const again = old.slice(700, 702)
    await collect([...again, ...fresh], start + hours(4), hours(4))
    expect(await sealNext(ledger, start + hours(5))).toMatchObject({ number: 3, root: rootOf(fresh) })
    await expectProven(again[0] ?? Buffer.of(), start, 1)
  })

  it('and nothing else since, makes an empty seal rather than a standstill', async () => {
    const hashes = events(2)
    await collect(hashes, start)
    await sealNext(ledger, start + hours(1))
    await collect(hashes, start + hours(2), hours(2))
    expect(await sealNext(ledger, start + hours(3))).toMatchObject({ number: 2, count: 0, root: rootOf([]) })
    await collect(events(1), start + hours(4))
    expect(await sealNext(ledger, start + hours(5))).toMatchObject({ number: 3, count: 1 })
  })

  it('is looked up in no more pages than there are late events', async () => {
    await collect(events(5000), start)
    await sealNext(ledger, start + hours(1))
    await collect(events(1), start + hours(2), hours(2))
    db.endpoint.capacity.clear()
    await sealNext(ledger, start + hours(3))
    const reads = db.endpoint.capacity.records.filter(({ operation }) => operation === 'GetItem')
    expect(reads.length).toBeLessThanOrEqual(1)
  })
})

describe('an event that arrives late', () => {
  it('is in the seal of its arrival, and is found there', async () => {
    await collect(events(1), start + hours(1))
    await sealNext(ledger, start + hours(2))
    const [late = Buffer.of()] = events(1)
    await collect([late], start + hours(20), hours(20))
    expect(await prove(late, start)).toBeUndefined()
    await sealNext(ledger, start + hours(21))
    await expectProven(late, start, 2)
  })

  it('by more than the stream’s retention is not looked up in every later seal', async () => {
    for (const day of [0, 1, 2, 3, 4, 5]) {
      await collect(events(1), start + days(day))
      await sealNext(ledger, start + days(day) + hours(1))
    }
    db.endpoint.capacity.clear()
    expect(await prove(Buffer.alloc(32, 0xff), start)).toBeUndefined()
    expect(db.endpoint.capacity.records.length).toBeLessThan(8)
  })
})

describe('a run that crashes', () => {
  // The plan, three pages, the seal.
  it.each(crashesIn(5))(
    'at its write %i, %s it takes effect, is resumed by the next to the same seal',
    async (nth, when) => {
      const hashes = events(2100, 'the same')
      await collect(hashes, start)
      const dying = { ...ledger, client: crashingClient(db, nth, when) }
      await expect(sealNext(dying, start + hours(1))).rejects.toThrow('died')
      dying.client.destroy()

      await collect(events(1), start + hours(2))
      const next = await sealNext(ledger, start + hours(3))
      const [first, ...others] = await seals()
      const planned = nth > 0 || when === 'after'
      expect(first).toMatchObject({
        number: 1,
        to: new Date(start + hours(planned ? 1 : 3)).toISOString(),
        ...(planned && { count: 2100, root: rootOf(hashes) }),
      })
      const sealed = nth === 4 && when === 'after'
      expect(next?.number).toBe(sealed ? 2 : 1)
      expect(others).toHaveLength(sealed ? 1 : 0)
      expect(await itemsOf(/^sealed#1#/)).toHaveLength(3)
      await expectProven(hashes[1999] ?? Buffer.of(), start, 1)
    },
  )

  it('is not written again where it is complete', async () => {
    await collect(events(5000), start)
    const dying = { ...ledger, client: crashingClient(db, 4, 'before') }
    await expect(sealNext(dying, start + hours(1))).rejects.toThrow('died')
    dying.client.destroy()
    db.endpoint.capacity.clear()
    await sealNext(ledger, start + hours(2))
    const puts = db.endpoint.capacity.records.filter(({ operation }) => operation === 'PutItem')
    // The plan, which is refused; the two missing pages; the seal.
    expect(puts).toHaveLength(4)
  })
})

describe('simultaneous runs', () => {
  it('make one seal, whatever their clocks say', async () => {
    const hashes = events(3000)
    await collect(hashes, start)
    const cuts = [1, 2, 3, 4].map((n) => start + hours(n))
    const made = await Promise.all(cuts.map((cut) => sealNext(ledger, cut)))
    expect(new Set(made.map((seal) => JSON.stringify(seal))).size).toBe(1)
    expect(await seals()).toEqual([made[0]])
    expect(made[0]?.root).toBe(rootOf(hashes))
    expect(await itemsOf(/^sealed#1#/)).toHaveLength(3)
  })
})

describe('a written seal', () => {
  it('is listed newest first, page by page', async () => {
    for (const day of [0, 1, 2]) {
      await collect(events(1), start + days(day))
      await sealNext(ledger, start + days(day) + hours(1))
    }
    const first = await listSeals(ledger.client, ledger.table, { limit: 2 })
    expect(first.seals.map(({ number }) => number)).toEqual([3, 2])
    const second = await listSeals(ledger.client, ledger.table, {
      limit: 2,
      ...(first.next !== undefined && { before: first.next }),
    })
    expect(second.seals.map(({ number }) => number)).toEqual([1])
  })

  it('is not affected by events in the same table', async () => {
    const event = { supporterId: 'other', sequence: 1, type: 'sign-up-requested', hash: 'x' }
    await ledger.client.send(new PutItemCommand({ TableName: ledger.table, Item: marshall(event) }))
    expect(await sealNext(ledger, start)).toBeUndefined()
  })
})

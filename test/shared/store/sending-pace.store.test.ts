import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { SendingQuota } from '../../../shared/domain/sending-pace.ts'
import { type SharedPace, sharedPace } from '../../../shared/store/sending-pace.ts'
import { minutes, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let now = start
let quota: SendingQuota | undefined
let quotaReads = 0

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())
beforeEach(async () => {
  now = start
  quota = { rate: 50, daily: { most: 1000, left: 1000 } }
  quotaReads = 0
  const Key = { supporterId: { S: 'sending' }, item: { S: 'pace' } }
  await db.client.send(new DeleteItemCommand({ TableName: db.tables.supporters, Key }))
})

const sender = (): SharedPace =>
  sharedPace({
    client: db.client,
    table: db.tables.supporters,
    clock: () => now,
    readQuota: async () => {
      quotaReads += 1
      return quota
    },
  })

const turnsOf = (granted: Awaited<ReturnType<SharedPace['reserve']>>) =>
  'turns' in granted ? granted.turns : []

describe('senders that share a pace', () => {
  it('never get the same turn and skip none, however many ask at once', async () => {
    const senders = Array.from({ length: 8 }, sender)
    const granted = await Promise.all(senders.map((one) => one.reserve('first', 10)))
    const turns = granted.flatMap(turnsOf).toSorted((left, right) => left - right)
    expect(turns).toHaveLength(80)
    for (const [i, turn] of turns.entries()) expect(turn).toBeCloseTo(start + (i * 1000) / 47.5, 3)
  })

  it('pay one write unit for the turns of a whole batch', async () => {
    const one = sender()
    await one.reserve('rest', 1)
    db.endpoint.capacity.clear()
    expect(turnsOf(await one.reserve('rest', 10))).toHaveLength(10)
    expect(db.endpoint.capacity.records).toMatchObject([{ operation: 'UpdateItem', writeUnits: 1 }])
  })

  it('share the daily quota', async () => {
    quota = { rate: 50, daily: { most: 1000, left: 15 } }
    const granted = await Promise.all([sender(), sender()].map((one) => one.reserve('first', 10)))
    expect(granted.flatMap(turnsOf)).toHaveLength(15)
    expect(await sender().reserve('first', 1)).toMatchObject({ refused: 'quota-exceeded' })
  })

  it('read the quota once a minute, and follow the new value', async () => {
    const [one, other] = [sender(), sender()]
    await one.reserve('first', 1)
    await other.reserve('first', 1)
    expect(quotaReads).toBe(1)
    quota = { rate: 2 }
    now = start + minutes(1) + 1
    const [first = 0, second = 0] = turnsOf(await other.reserve('first', 2))
    expect(second - first).toBeCloseTo(1000 / 1.9, 3)
    expect(quotaReads).toBe(2)
  })

  it('send one a second until the quota is known, and at the last known rate when it cannot be read', async () => {
    quota = undefined
    expect(turnsOf(await sender().reserve('rest', 10))).toHaveLength(1)
    quota = { rate: 50 }
    now += minutes(2)
    expect(turnsOf(await sender().reserve('rest', 10))).toHaveLength(10)
    quota = undefined
    now += minutes(2)
    expect(turnsOf(await sender().reserve('rest', 10))).toHaveLength(10)
  })

  it('all stop when the mail service tells one of them that the quota is used up', async () => {
    const [one, other] = [sender(), sender()]
    await other.reserve('first', 1)
    await one.reserve('first', 1)
    await one.close(start + minutes(1))
    expect(await other.reserve('first', 1)).toEqual({
      refused: 'quota-exceeded',
      askAgainAt: start + minutes(1),
    })
    now = start + minutes(1) + 1
    expect(turnsOf(await other.reserve('first', 1))).toHaveLength(1)
  })

  it('ignore an old refusal', async () => {
    const [one, other] = [sender(), sender()]
    await one.reserve('rest', 1)
    await one.close(start + minutes(1))
    await one.reserve('rest', 1)
    now = start + minutes(2)
    expect(turnsOf(await other.reserve('rest', 1))).toHaveLength(1)
    expect(turnsOf(await one.reserve('rest', 1))).toHaveLength(1)
  })
})

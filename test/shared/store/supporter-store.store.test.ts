import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { throttled, transactionConflict } from '../../../infra/local/emulator/endpoint/faults.ts'
import { commitmentTo } from '../../../shared/chain/chain.ts'
import type { Command } from '../../../shared/domain/commands.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { Busy, commit } from '../../../shared/store/commit.ts'
import { lookUp } from '../../../shared/store/look-up.ts'
import {
  address,
  circumstances,
  days,
  formEvidence,
  hours,
  minutes,
  signUp,
  start,
} from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let id: SupporterId
let people = 0

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())
beforeEach(() => {
  people += 1
  id = supporterIdOf(address(`person-${people}@example.org`), 'test key')
  db.endpoint.faults.clear()
  db.endpoint.capacity.clear()
})

const run = (command: Command, at = start) =>
  commit(
    db.store,
    id,
    command,
    circumstances(at, command.type === 'sign-up' ? { evidence: formEvidence() } : {}),
  )
const confirm = (cycle = 1): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(300) })
const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
const sequences = async () => (await lookUp(db.client, db.tables, id)).events.map(({ sequence }) => sequence)

const profileOf = async () => {
  const Key = marshall({ supporterId: id, item: 'profile' })
  const { Item } = await db.client.send(new GetItemCommand({ TableName: db.tables.supporters, Key }))
  return Item && unmarshall(Item)
}

/** Runs with the function's client, whose calls can be made to fail; the test's own client is not affected. */
async function runAsFunction(command: Command) {
  return commit(db.clientStore, id, command, circumstances(start + hours(1)))
}

describe('a commit', () => {
  it('writes event and state together, and loads them as they were', async () => {
    const { supporter } = await run(signUp({}, 'Ann'))
    expect(await db.store.load(id)).toMatchObject(supporter)
    expect(await sequences()).toEqual([1])
  })

  it('keeps evidence with the supporter and a commitment to it in the ledger', async () => {
    const { supporter } = await run(signUp())
    const { events } = await lookUp(db.client, db.tables, id)
    const [evidence] = supporter.evidence
    expect(events[0]?.commitment).toBe(evidence && commitmentTo(evidence))
    expect(JSON.stringify(events)).not.toMatch(/203\.0\.113\.7|iPhone|ann@example/)
  })

  it('moves older evidence to items of its own and loses none', async () => {
    for (let round = 0; round < 6; round++) {
      await run(signUp(), start + days(round))
      await run(confirm(3 * round + 1), start + days(round) + 1)
      await run(unsubscribe, start + days(round) + 2)
    }
    const { olderEvidence, profile } = await lookUp(db.client, db.tables, id)
    const kept = (await db.store.load(id)).evidence
    expect(olderEvidence.length).toBeGreaterThan(0)
    expect([...olderEvidence, ...kept].map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 18 }, (_, i) => i + 1),
    )
    expect(profile?.evidence.length).toBeLessThanOrEqual(450)
  })

  it('decides again after another write came first', async () => {
    const before = await db.store.load(id)
    await run(signUp())
    const { outcome, supporter } = await commit(db.store, id, signUp(), circumstances(start + 1), before)
    expect([outcome, supporter.version]).toEqual(['accepted', 1])
    expect(await sequences()).toEqual([1])
  })

  it('detects a load that saw the ledger of a sign-up but not yet its profile', async () => {
    await run(signUp())
    const torn = unknownSupporter(1)
    const { supporter } = await commit(db.store, id, signUp(), circumstances(start + 1), torn)
    expect(supporter.version).toBe(1)
    expect(await sequences()).toEqual([1])
  })

  it('survives two transaction conflicts, and reports a conflict after the third', async () => {
    db.endpoint.faults.inject({ ...transactionConflict({ times: 2 }) })
    await expect(runAsFunction(signUp())).resolves.toMatchObject({ outcome: 'accepted' })
    db.endpoint.faults.inject({ ...transactionConflict({ times: 3 }) })
    await expect(runAsFunction(unsubscribe)).rejects.toThrow(Busy)
  })

  it('whose answer was lost is neither lost nor done twice', async () => {
    db.endpoint.faults.inject({ service: 'dynamodb', operation: 'TransactWriteItems', kind: 'lostReply' })
    await runAsFunction(signUp())
    expect(await sequences()).toEqual([1])
  })

  it('survives throttling', async () => {
    db.endpoint.faults.inject({ ...throttled({ times: 2 }) })
    await runAsFunction(signUp())
    expect(await sequences()).toEqual([1])
  })
})

describe('a person who never confirmed', () => {
  it('is marked for expiry, and no longer once they confirm', async () => {
    await run(signUp())
    expect(await profileOf()).toMatchObject({ expiresAt: (start + days(10)) / 1000 })
    await run(confirm(), start + minutes(1))
    expect(await profileOf()).not.toHaveProperty('expiresAt')
  })

  it('signs up afresh once deleted, and the ledger goes on without a gap', async () => {
    await run(signUp())
    await db.endpoint.expireItems(start + days(11))
    expect(await profileOf()).toBeUndefined()
    expect(await db.store.load(id)).toMatchObject({ ...unknownSupporter(1), head: expect.any(String) })
    await run(signUp(), start + days(9))
    expect(await sequences()).toEqual([1, 2])
  })

  it('signs up afresh even if the expired item is still there', async () => {
    await run(signUp({}, 'Old name'))
    const { supporter } = await run(signUp(), start + days(9))
    expect(supporter).toMatchObject({ status: 'pending', version: 2, signUp: { cycle: 2 } })
    expect(JSON.stringify(await profileOf())).not.toContain('Old name')
  })
})

describe('the cost in DynamoDB units', () => {
  const spent = () => {
    const records = db.endpoint.capacity.records
    const sum = (of: 'readUnits' | 'writeUnits') => records.reduce((total, record) => total + record[of], 0)
    return { read: sum('readUnits'), write: sum('writeUnits') }
  }

  it.each<[string, Command[], Command]>([
    ['a sign-up', [], signUp({ topics: ['stories', 'emergencies', 'events'] }, 'Ann Example')],
    ['a confirmation', [signUp({}, 'Ann Example')], confirm()],
    ['a withdrawal', [signUp({}, 'Ann Example'), confirm()], unsubscribe],
  ])('of %s is 4 to write and at most 2 to read', async (_, before, command) => {
    for (const earlier of before) await run(earlier)
    db.endpoint.capacity.clear()
    await run(command, start + minutes(1))
    expect(spent().write).toBe(4)
    expect(spent().read).toBeLessThanOrEqual(2)
  })

  it('of a command that changes nothing is none to write', async () => {
    await run(signUp())
    db.endpoint.capacity.clear()
    await run(signUp(), start + minutes(1))
    expect(spent()).toEqual({ write: 0, read: 2 })
  })
})

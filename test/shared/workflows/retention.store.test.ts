import { randomBytes, randomUUID } from 'node:crypto'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import type { PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { act, receive } from '../../../shared/domain/requests/decide-request.ts'
import { requestIdFrom } from '../../../shared/domain/requests/request-id.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { auditTrail } from '../../../shared/store/audit-trail.ts'
import { commit } from '../../../shared/store/commit.ts'
import { lookUp } from '../../../shared/store/look-up.ts'
import { requestStore } from '../../../shared/store/request-store.ts'
import { retentionRounds, supporterPages } from '../../../shared/store/retention-rounds.ts'
import { supporterItems } from '../../../shared/store/supporter-items.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { type RetentionDependencies, retentionRound } from '../../../shared/workflows/retention.ts'
import {
  address,
  circumstances,
  days,
  formEvidence,
  hours,
  settings,
  signUp,
  start,
} from '../../support/builders.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { confirming, manyNames, offered, signUpIn, unsubscribing } from '../../support/receipts.ts'

let db: Database
beforeEach(async () => {
  db = await startDatabase(inject('outdir'))
})
afterEach(() => db.stop())

type Step = [Command | 'confirm', number]

async function supporterAfter(...steps: Step[]): Promise<SupporterId> {
  const id = supporterIdOf(address(`${randomUUID()}@example.org`), 'test key')
  for (const [step, at] of steps) {
    const command = step === 'confirm' ? confirming(await db.store.load(id)) : step
    await commit(db.store, id, command, circumstances(at, { id: randomUUID(), evidence: formEvidence() }))
  }
  return id
}

function dependencies(at: number, changes: Partial<RetentionDependencies> = {}, client = db.client) {
  const { supporters, ledger } = db.tables
  const deps: RetentionDependencies = {
    settings: () => settings,
    clock: () => at,
    newId: randomUUID,
    today: () => new Date(at).toISOString().slice(0, 10) as PlainDate,
    store: () => supporterStore(client, db.tables, pendingRetention(settings)),
    requests: () => requestStore(client, db.requests, settings.dataRequests),
    audit: () => auditTrail(client, ledger),
    rounds: () => retentionRounds(client, supporters),
    records: () => supporterPages(client, supporters),
    supporterItems: () => supporterItems(client, supporters),
    timeLeft: () => 600_000,
    ...changes,
  }
  return deps
}

async function itemsOf(id: SupporterId) {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.supporters }))
  return Items.map((item) => unmarshall(item)).filter(({ supporterId }) => supporterId === id)
}
const typesOf = async (id: SupporterId) =>
  (await lookUp(db.client, db.tables, id)).events.map(({ type }) => type)

const signUps: Step[] = [
  [signUpIn('en'), start],
  ['confirm', start],
]
/** Enough to move evidence to items of its own. */
const often: Step[] = [0, 1, 2].flatMap((i): Step[] => [
  [signUpIn('en', [['stories', 'events', 'emergencies'][i] ?? '']), start + hours(10 * i)],
  ['confirm', start + hours(10 * i + 1)],
])

describe('a retention round', () => {
  it('deletes an address change that was never completed, with the new address', async () => {
    const id = await supporterAfter([offered(), start])
    expect((await db.store.load(id)).address).toBeDefined()
    expect(await retentionRound(dependencies(start + days(7)))).toMatchObject({ lapsed: 1, done: true })
    expect(await itemsOf(id)).toEqual([])
    expect(await typesOf(id)).toEqual(['address-change-offered', 'lapsed'])
  })

  it('deletes an address change to a subscriber, and keeps their consents', async () => {
    const names = manyNames.map((command): Step => [command, start + days(2)])
    const id = await supporterAfter(...often, ...names, [offered(), start + days(3)])
    const before = (await lookUp(db.client, db.tables, id)).olderEvidence
    await retentionRound(dependencies(start + days(10)))
    const { olderEvidence, events } = await lookUp(db.client, db.tables, id)
    expect(events.at(-1)).toMatchObject({ type: 'lapsed', cycle: 19 })
    expect(olderEvidence).toEqual(before)
    expect(olderEvidence.length).toBeGreaterThan(0)
  })

  it('deletes an unconfirmed sign-up, and records it', async () => {
    const id = await supporterAfter([signUpIn('en'), start])
    expect(await retentionRound(dependencies(start + days(6)))).toMatchObject({ lapsed: 0, done: true })
    expect(await retentionRound(dependencies(start + days(7)))).toMatchObject({ lapsed: 1, done: true })
    expect(await itemsOf(id)).toEqual([])
    expect(await typesOf(id)).toEqual(['sign-up-requested', 'lapsed'])
    expect(await db.store.load(id)).toMatchObject({ status: 'unknown', version: 2 })
  })

  it('keeps the times of the mails to a person who never confirmed for the week that the limit of mails counts', async () => {
    const brief = { ...settings, retention: { ...settings.retention, pendingDays: 1 } }
    const store = supporterStore(db.client, db.tables, pendingRetention(brief))
    const id = supporterIdOf(address(`${randomUUID()}@example.org`), 'test key')
    let mails = 0
    for (let day = 0; day < 7; day++) {
      for (const hour of [0, 1, 2, 3]) {
        const now = circumstances(start + days(day) + hours(hour), { id: randomUUID(), policy: brief })
        const { supporter, before } = await commit(store, id, signUp({}, `Name ${day} ${hour}`), now)
        if (supporter.mailedAt.length > before.mailedAt.filter((at) => now.at - at < days(7)).length)
          mails += 1
      }
      const at = start + days(day + 1) + hours(4)
      await retentionRound(dependencies(at, { settings: () => brief, store: () => store }))
      const held = (await itemsOf(id)).filter(({ item }) => !/^shadow/.test(item))
      expect(held).toHaveLength(1)
      const [profile] = held
      expect(Object.keys(profile ?? {}).toSorted()).toEqual([
        'bounces',
        'everConfirmed',
        'evidence',
        'expiresAt',
        'head',
        'item',
        'mailedAt',
        'status',
        'supporterId',
        'version',
      ])
      expect(profile).toMatchObject({ status: 'unknown' })
    }
    expect(mails).toBe(8)
  })

  it('lets the chain of a deleted sign-up go on when the person signs up again', async () => {
    const id = await supporterAfter([signUpIn('en'), start])
    await retentionRound(dependencies(start + days(8)))
    await commit(db.store, id, signUpIn('en'), circumstances(start + days(9), { id: randomUUID() }))
    expect(await typesOf(id)).toEqual(['sign-up-requested', 'lapsed', 'sign-up-requested'])
  })

  it.each([
    ['unsubscribed', [[unsubscribing, start + hours(30)]], 'unsubscribed'],
    ['objected', [[{ type: 'object', method: 'my-data' }, start + hours(30)]], 'suppressed'],
  ] as [string, Step[], string][])(
    'deletes the unconfirmed sign-up of a person who had %s',
    async (_, ending, status) => {
      const id = await supporterAfter(...often, ...ending, [signUpIn('fr'), start + days(2)])
      const before = (await db.store.load(id)).version
      await retentionRound(dependencies(start + days(10)))
      const after = await db.store.load(id)
      expect(after).toMatchObject({ status, version: before + 1 })
      const { olderEvidence } = await lookUp(db.client, db.tables, id)
      const kept = [...olderEvidence, ...after.evidence].map(({ sequence }) => sequence)
      expect(Math.max(...kept)).toBeLessThan(before)
      expect(kept).toContain(1)
    },
  )

  it('deletes the pending topics of a subscriber, and nothing else', async () => {
    const id = await supporterAfter(...signUps, [signUpIn('en', ['events'], 'events'), start + days(1)])
    await retentionRound(dependencies(start + days(9)))
    expect(await db.store.load(id)).toMatchObject({ status: 'subscribed', topics: ['stories'] })
    expect(await db.store.load(id)).not.toHaveProperty('signUp')
  })

  it('keeps the proof of a person who unsubscribed for its time, then only the keyed hash', async () => {
    const id = await supporterAfter(...often, [unsubscribing, start + hours(40)])
    expect(await retentionRound(dependencies(start + days(1000)))).toMatchObject({ expired: 0 })
    expect(await retentionRound(dependencies(start + days(1100)))).toMatchObject({ expired: 1 })
    const [profile, ...others] = await itemsOf(id)
    expect(others).toEqual([])
    expect(profile).toMatchObject({ status: 'unsubscribed' })
    for (const field of ['address', 'name', 'locale', 'withdrawal']) expect(profile).not.toHaveProperty(field)
    expect((await typesOf(id)).at(-1)).toBe('expired')
    expect(await retentionRound(dependencies(start + days(1101)))).toMatchObject({ expired: 0 })
  })

  it('leaves subscribers, restricted records and erased people alone', async () => {
    const subscriber = await supporterAfter(...signUps)
    const restricted = await supporterAfter([signUpIn('en'), start], [{ type: 'restrict' }, start])
    const erased = await supporterAfter(...signUps, [{ type: 'erase', method: 'my-data' }, start])
    expect(await retentionRound(dependencies(start + days(3000)))).toMatchObject({ lapsed: 0, expired: 0 })
    expect((await db.store.load(subscriber)).status).toBe('subscribed')
    expect((await db.store.load(restricted)).status).toBe('pending')
    expect((await typesOf(erased)).at(-1)).toBe('erasure-begun')
  })

  it('runs once a day', async () => {
    await retentionRound(dependencies(start + days(8)))
    const id = await supporterAfter([signUpIn('en'), start])
    expect(await retentionRound(dependencies(start + days(8) + hours(1)))).toMatchObject({
      lapsed: 0,
      done: true,
    })
    await retentionRound(dependencies(start + days(9)))
    expect(await itemsOf(id)).toEqual([])
  })

  it('that runs out of time continues where it stopped', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => supporterAfter([signUpIn('en'), start])))
    const at = start + days(8)
    let pages = 0
    const onePage = { timeLeft: () => (pages++ === 0 ? 600_000 : 0) }
    const small = (from?: string) => pageOfOne(at, from)
    const first = await retentionRound(dependencies(at, { ...onePage, records: () => ({ page: small }) }))
    expect(first.done).toBe(false)
    const saved = await retentionRounds(db.client, db.tables.supporters).current()
    expect(saved).toMatchObject({ done: false, from: expect.any(String) })
    const seen: (string | undefined)[] = []
    const rest = (from?: string) => {
      seen.push(from)
      return pageOfOne(at, from)
    }
    const last = await retentionRound(dependencies(at + hours(1), { records: () => ({ page: rest }) }))
    expect(seen[0]).toBe(saved?.from)
    expect([last.done, first.lapsed + last.lapsed]).toEqual([true, 3])
    for (const id of ids) expect(await itemsOf(id)).toEqual([])
  })

  const writes = 5
  it('makes only the writes that the crash tests below cover', async () => {
    await supporterAfter([signUpIn('en'), start])
    await supporterAfter(...often, [unsubscribing, start + hours(40)])
    const client = crashingClient(db, writes, 'before')
    expect(await retentionRound(dependencies(start + days(1100), {}, client))).toMatchObject({
      lapsed: 1,
      expired: 1,
      done: true,
    })
    client.destroy()
  })

  it.each(crashesIn(writes))(
    'that crashes at its write %i, %s it takes effect, is finished by the next',
    async (nth, when) => {
      const never = await supporterAfter([signUpIn('en'), start])
      const unsubscribed = await supporterAfter(...often, [unsubscribing, start + hours(40)])
      const at = start + days(1100)
      const client = crashingClient(db, nth, when)
      await expect(retentionRound(dependencies(at, {}, client))).rejects.toThrow('died')
      client.destroy()
      expect(await retentionRound(dependencies(at + hours(1)))).toMatchObject({ done: true })
      expect(await itemsOf(never)).toEqual([])
      expect((await itemsOf(unsubscribed)).map(({ item }) => item)).toEqual(['profile'])
      expect((await typesOf(unsubscribed)).filter((type) => type === 'expired')).toHaveLength(1)
    },
  )
})

describe('closed data requests', () => {
  it('are deleted after their time, with the removal in the audit trail', async () => {
    const register = requestStore(db.client, db.requests, settings.dataRequests)
    const close = async (on: PlainDate) => {
      const office = {
        at: Date.parse(on),
        today: on,
        by: 'officer:1',
        calendar: settings.dataRequests,
      } as const
      const intake = { requestType: 'access', channel: 'email', receivedOn: on, note: 'x' } as const
      const filed = receive(requestIdFrom(randomBytes(5)), { ...intake, contact: { name: 'Ann' } }, office)
      if ('refused' in filed) throw new Error('refused')
      await register.file(filed.event, filed.after, on)
      const done = act(filed.after, { action: 'fulfil' }, office)
      if ('refused' in done) throw new Error('refused')
      await register.append(filed.after, done.event, done.after, on)
      return filed.after.id
    }
    const old = await close('2023-09-30' as PlainDate)
    const recent = await close('2023-10-02' as PlainDate)
    expect(await retentionRound(dependencies(start))).toMatchObject({ requests: 1 })
    expect(await register.read(old)).toBeUndefined()
    expect((await register.read(recent))?.contact?.name).toBe('Ann')
    const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.ledger }))
    const acts = Items.map((item) => unmarshall(item)).filter(({ action }) => action === 'remove-request')
    expect(acts).toMatchObject([{ request: old, officer: 'system' }])
  })

  it('count from when their end was recorded, whatever day an officer typed', async () => {
    const register = requestStore(db.client, db.requests, settings.dataRequests)
    const [today, typed] = ['2026-10-01', '2019-03-04'] as PlainDate[] as [PlainDate, PlainDate]
    const office = { at: start, today, by: 'officer:1', calendar: settings.dataRequests } as const
    const intake = { requestType: 'access', channel: 'email', receivedOn: typed, contact: {} } as const
    const filed = receive(requestIdFrom(randomBytes(5)), intake, office)
    if ('refused' in filed) throw new Error('refused')
    await register.file(filed.event, filed.after, today)
    const done = act(filed.after, { action: 'fulfil', on: typed }, office)
    if ('refused' in done) throw new Error('refused')
    await register.append(filed.after, done.event, done.after, today)
    const noted = act(done.after, { action: 'note', note: 'Sent', on: typed }, office)
    if ('refused' in noted) throw new Error('refused')
    await register.append(done.after, noted.event, noted.after, today)

    expect(await retentionRound(dependencies(start + days(1)))).toMatchObject({ requests: 0 })
    expect((await register.read(filed.after.id))?.request).toMatchObject({ closedOn: typed })
    expect(await retentionRound(dependencies(start + days(366 * 4)))).toMatchObject({ requests: 1 })
    expect(await register.read(filed.after.id)).toBeUndefined()
  })
})

/** Returns the first record of a page, as if a page held only one. */
async function pageOfOne(at: number, from?: string) {
  const { records: all } = await dependencies(at).records().page()
  const sorted = all
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([id]) => from === undefined || id > from)
  const [first] = sorted
  return { records: first ? [first] : [], ...(sorted.length > 1 && first && { next: first[0] as string }) }
}

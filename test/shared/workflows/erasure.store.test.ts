import { randomBytes, randomUUID } from 'node:crypto'
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import type { EventType } from '../../../shared/domain/events.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import type { PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { act, type RequestCommand, receive } from '../../../shared/domain/requests/decide-request.ts'
import { type RequestId, requestIdFrom } from '../../../shared/domain/requests/request-id.ts'
import { type RequestType, requestTypes } from '../../../shared/domain/requests/transitions.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { verifyFile } from '../../../shared/proof/verify/verify.ts'
import { commit } from '../../../shared/store/commit.ts'
import type { LedgerItem } from '../../../shared/store/ledger-item.ts'
import { chainOf, lookUp } from '../../../shared/store/look-up.ts'
import { mailLog } from '../../../shared/store/mail-log.ts'
import { packEvidence } from '../../../shared/store/packed-evidence.ts'
import { requestStore } from '../../../shared/store/request-store.ts'
import { supporterItems } from '../../../shared/store/supporter-items.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { continueErasure, type ErasureDependencies } from '../../../shared/workflows/erasure.ts'
import {
  address,
  circumstances,
  formEvidence,
  hours,
  minutes,
  settings,
  start,
} from '../../support/builders.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { arriving, confirming, offered, signUpIn, unsubscribing } from '../../support/receipts.ts'

let db: Database

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

const today = '2026-10-03' as PlainDate

const personal = ['ann@example.org', 'Ann Example', '203.0.113.7', 'iPhone']

/** Creates a supporter with so many sign-ups that evidence has items of its own. */
async function newSupporter(email = `${randomUUID()}@example.org`): Promise<SupporterId> {
  const id = supporterIdOf(address(email), 'test key')
  const act = async (command: Command, at: number) => {
    const now = circumstances(at, { id: randomUUID(), evidence: formEvidence() })
    await commit(db.store, id, command, now)
  }
  for (let i = 0; i < 4; i++) {
    await act(
      signUpIn('en', [['stories', 'events', 'emergencies'][i % 3] ?? 'stories']),
      start + hours(10 * i),
    )
    await act(confirming(await db.store.load(id)), start + hours(10 * i + 1))
    if (i === 2) await act(unsubscribing, start + hours(10 * i + 2))
  }
  return id
}

const begin = async (id: SupporterId, at = start + hours(50)) => {
  await commit(db.store, id, { type: 'erase', method: 'my-data' }, circumstances(at, { id: randomUUID() }))
  return lastOf(id, 'erasure-begun')
}

async function lastOf<T extends EventType>(id: SupporterId, type: T) {
  const { events } = await lookUp(db.client, db.tables, id)
  const found = events.findLast((event): event is Extract<LedgerItem, { type: T }> => event.type === type)
  if (!found) throw new Error(`no ${type}`)
  return found
}

const newId = () => supporterIdOf(address(`${randomUUID()}@example.org`), 'test key')

const run = (id: SupporterId, command: Command, at = start) =>
  commit(db.store, id, command, circumstances(at, { id: randomUUID(), evidence: formEvidence() }))

/** Changes the address of a record, subscribing it first if needed. */
async function changeAddress(from: SupporterId, to: SupporterId) {
  if ((await db.store.load(from)).status !== 'subscribed') {
    await run(from, signUpIn('en'))
    await run(from, confirming(await db.store.load(from)))
  }
  await run(from, { type: 'request-address-change' }, start + hours(1))
  await run(to, offered({ from: { supporterId: from, sequence: 3 } }), start + hours(1))
  const here = arriving(await db.store.load(to))
  if (here.type !== 'change-address-from' || !here.carriedOver)
    throw new Error('an address change brings the record')
  const carriedOver = { ...here.carriedOver, from: { supporterId: from, sequence: 3 } }
  await run(to, { ...here, carriedOver }, start + hours(1))
  const { outgoingAddressChange } = await db.store.load(from)
  await run(
    from,
    { type: 'change-address-to', to, requestSequence: outgoingAddressChange?.sequence ?? 0 },
    start + hours(1),
  )
}

/** Sends a mail like the outbox, from claim to close. */
async function sendMail({ supporterId, sequence }: LedgerItem) {
  const log = mailLog(db.client, db.tables.supporters)
  const claim = await log.claim({ supporterId, sequence }, start + hours(50), randomUUID())
  if (claim === 'claimed') await log.close({ supporterId, sequence }, start + hours(50), 'sent')
  return claim
}

function dependencies(client = db.client, clock = () => start + hours(50) + minutes(1)) {
  const notified: string[] = []
  const deps: ErasureDependencies = {
    settings: () => settings,
    clock,
    newId: randomUUID,
    store: () => supporterStore(client, db.tables, pendingRetention(settings)),
    supporterItems: () => supporterItems(client, db.tables.supporters),
    recipients: () => ({ notifyErased: async ({ eventId }) => void notified.push(eventId) }),
    register: () => requestStore(client, db.requests, settings.dataRequests),
    chain: (id) => chainOf(client, db.tables.ledger, id),
    today: () => today,
    patience: 0,
  }
  return { deps, notified }
}

async function itemsOf(id: SupporterId) {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.supporters }))
  return Items.map((item) => unmarshall(item)).filter(({ supporterId }) => supporterId === id)
}

const bytesOf = (items: unknown) =>
  JSON.stringify(items, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )

async function expectErased(id: SupporterId) {
  const items = await itemsOf(id)
  expect(items.map(({ item }) => item.replace(/#.*/, '')).sort()).toEqual(['mail', 'profile'])
  expect(items.find(({ item }) => item === 'profile')).toMatchObject({
    status: 'suppressed',
    reason: 'erased',
  })
  for (const text of personal) expect(bytesOf(items)).not.toContain(text)
  const { events } = await lookUp(db.client, db.tables, id)
  expect(events.map(({ type }) => type).slice(-2)).toEqual(['erasure-begun', 'erased'])
}

describe('an erasure', () => {
  it('deletes the items next to the record, and keeps the keyed hash and its mail’s marker', async () => {
    const id = await newSupporter()
    expect((await itemsOf(id)).filter(({ item }) => item.startsWith('evidence#'))).not.toEqual([])
    const shadow = marshall({ supporterId: id, item: 'shadow' })
    await db.client.send(new PutItemCommand({ TableName: db.tables.supporters, Item: shadow }))
    const begun = await begin(id)
    await sendMail(begun)
    const { deps, notified } = dependencies()
    expect(await continueErasure(deps, begun)).toBe('finished')
    await expectErased(id)
    expect(notified).toEqual([begun.eventId])
    expect(await lastOf(id, 'erased')).toMatchObject({
      begun: begun.sequence,
      notified: ['Newsletter service'],
    })
  })

  it('keeps the address while its mail is on the way, and deletes the rest', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    const { deps, notified } = dependencies()
    expect(await continueErasure(deps, begun)).toBe('waiting')
    expect((await itemsOf(id)).map(({ item }) => item)).toEqual(['profile'])
    expect((await db.store.load(id)).address).toBeDefined()
    expect(notified).toEqual([])
    expect(await sendMail(begun)).toBe('claimed')
    expect(await continueErasure(deps, begun)).toBe('finished')
    await expectErased(id)
  })

  it('does not wait for ever for a mail that is never sent', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    const { deps } = dependencies(db.client, () => start + hours(71))
    expect(await continueErasure(deps, begun)).toBe('finished')
    expect((await db.store.load(id)).address).toBeUndefined()
  })

  it('does not wait for an undeliverable mail', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    const log = mailLog(db.client, db.tables.supporters)
    await log.claim(begun, start + hours(50), randomUUID())
    await log.close(begun, start + hours(50), 'given-up')
    expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
    await expectErased(id)
  })

  it('polls for its mail as long as it may, and goes on once the mail is sent', async () => {
    const begun = await begin(await newSupporter())
    const { deps } = dependencies(db.client, Date.now)
    const carriedOut = continueErasure({ ...deps, patience: 30_000 }, begun)
    await sendMail(begun)
    expect(await carriedOut).toBe('finished')
    await expectErased(begun.supporterId)
  })

  it('owes no mail to a mailbox that bounces, and does not wait for one', async () => {
    const id = await newSupporter()
    await run(id, { type: 'bounce', mail: (await db.store.load(id)).version })
    expect(await continueErasure(dependencies().deps, await begin(id))).toBe('finished')
  })

  it('notifies no recipient if the settings name none', async () => {
    const begun = await begin(await newSupporter())
    await sendMail(begun)
    const { deps, notified } = dependencies()
    const dataProtection = { ...settings.dataProtection, recipients: [] }
    const alone = { ...deps, settings: () => ({ ...settings, dataProtection }) }
    expect(await continueErasure(alone, begun)).toBe('finished')
    expect(notified).toEqual([])
    expect(await lastOf(begun.supporterId, 'erased')).toMatchObject({ notified: [] })
  })

  it('keeps a sign-up that came in the meantime, with its evidence', async () => {
    const email = `${randomUUID()}@example.org`
    const id = await newSupporter(email)
    const begun = await begin(id)
    const at = start + hours(50) + minutes(1)
    const again = { id: randomUUID(), evidence: formEvidence() }
    await commit(db.store, id, signUpIn('en'), circumstances(at, again))
    const older = { supporterId: id, item: `evidence#${String(begun.sequence + 1).padStart(8, '0')}` }
    const Item = marshall({ ...older, evidence: packEvidence([]) })
    await db.client.send(new PutItemCommand({ TableName: db.tables.supporters, Item }))
    await sendMail(begun)
    expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
    expect((await db.store.load(id)).status).toBe('pending')
    expect((await itemsOf(id)).map(({ item }) => item)).toContain(older.item)
    expect(await lastOf(id, 'erased')).toMatchObject({ sequence: begun.sequence + 2, begun: begun.sequence })
  })

  it('reaches the data requests of previous addresses, unless a new record has begun there', async () => {
    const [first, second, here] = [1, 2, 3].map(() => newId())
    if (!first || !second || !here) throw new Error('three people')
    await changeAddress(first, second)
    await changeAddress(second, here)
    const queried: SupporterId[] = []
    const register = {
      ...requestStore(db.client, db.requests, settings.dataRequests),
      ofSupporter: async (id: SupporterId) => {
        queried.push(id)
        return []
      },
    }
    const begun = await begin(here)
    await sendMail(begun)
    const { deps } = dependencies()
    expect(await continueErasure({ ...deps, register: () => register }, begun)).toBe('finished')
    expect(queried.toSorted()).toEqual([first, second, here].toSorted())

    queried.length = 0
    await run(second, signUpIn('en'), start + hours(60))
    await run(second, confirming(await db.store.load(second)), start + hours(60))
    await continueErasure({ ...deps, register: () => register }, begun)
    expect(queried).toEqual([here])
  })

  it('ends once when it runs twice at the same time', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    await sendMail(begun)
    const runs = await Promise.all([1, 2, 3].map(() => continueErasure(dependencies().deps, begun)))
    expect(runs).toEqual(['finished', 'finished', 'finished'])
    await expectErased(id)
  })
})

describe('an erasure that crashes', () => {
  const writes = 2
  it('makes only the writes that the crash tests below cover', async () => {
    const begun = await begin(await newSupporter())
    await sendMail(begun)
    const client = crashingClient(db, writes, 'before')
    expect(await continueErasure(dependencies(client).deps, begun)).toBe('finished')
    client.destroy()
  })

  it.each(crashesIn(writes))(
    'at its write %i, %s it takes effect, is finished by the next run in the same way',
    async (nth, when) => {
      const id = await newSupporter()
      const begun = await begin(id)
      const sent = [await sendMail(begun)]
      const client = crashingClient(db, nth, when)
      await expect(continueErasure(dependencies(client).deps, begun)).rejects.toThrow('died')
      client.destroy()
      sent.push(await sendMail(begun))
      expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
      await expectErased(id)
      expect(sent).toEqual(['claimed', 'closed'])
    },
  )

  it('when the recipients cannot be notified notifies them on the next run, and ends only then', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    await sendMail(begun)
    const { deps } = dependencies()
    const failing = { notifyErased: () => Promise.reject(new Error('no bus')) }
    await expect(continueErasure({ ...deps, recipients: () => failing }, begun)).rejects.toThrow('no bus')
    expect((await db.store.load(id)).erasing).toBe(begun.sequence)
    const again = dependencies()
    expect(await continueErasure(again.deps, begun)).toBe('finished')
    expect(again.notified).toEqual([begun.eventId])
  })
})

describe('the data requests of a person who erases their own data', () => {
  const register = () => requestStore(db.client, db.requests, settings.dataRequests)
  const office = { at: start, today, by: 'officer:42', calendar: settings.dataRequests } as const

  async function filed(supporterId: SupporterId, requestType: RequestType, at = start) {
    const contact = { email: address('ann@example.org'), name: 'Ann Example' }
    const intake = { requestType, channel: 'email', receivedOn: today, contact, supporterId } as const
    const decided = receive(
      requestIdFrom(randomBytes(5)),
      { ...intake, note: 'Ann Example wrote' },
      { ...office, at },
    )
    if ('refused' in decided) throw new Error('refused')
    await register().file(decided.event, decided.after, today)
    return decided.after.id
  }

  async function take(id: RequestId, command: RequestCommand) {
    const before = await register().load(id)
    const decided = before && act(before, command, office)
    if (!before || !decided || 'refused' in decided) throw new Error('refused')
    expect(await register().append(before, decided.event, decided.after, today)).toBe(true)
  }

  async function registerBytes(ids: readonly RequestId[]) {
    const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.requests }))
    return bytesOf(Items.map((item) => unmarshall(item)).filter(({ requestId }) => ids.includes(requestId)))
  }

  const answered = requestTypes.filter((type) => type !== 'complaint')

  it('are closed as withdrawn, and keep no personal data', async () => {
    const id = await newSupporter()
    const ids = await Promise.all(answered.map((type) => filed(id, type)))
    const begun = await begin(id)
    await sendMail(begun)
    expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
    for (const request of ids) {
      const file = await register().read(request)
      expect(file?.request).toMatchObject({ state: 'withdrawn', closedOn: today })
      expect(file?.events.at(-1)).toMatchObject({ type: 'data-subject-erased', by: 'system' })
    }
    for (const text of personal) expect(await registerBytes(ids)).not.toContain(text)
  })

  it('lose personal data if an officer carries one of them out, which stays for the officer to close', async () => {
    const id = await newSupporter()
    const request = await filed(id, 'erasure')
    const office = { id: randomUUID(), actor: 'officer', dataRequest: request } as const
    await commit(db.store, id, { type: 'erase', method: 'officer' }, circumstances(start + hours(50), office))
    const begun = await lastOf(id, 'erasure-begun')
    await sendMail(begun)
    expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
    expect((await register().read(request))?.request.state).toBe('received')
    for (const text of personal) expect(await registerBytes([request])).not.toContain(text)
  })

  it('keep no note that the officer gives with the erasure or after it', async () => {
    const id = await newSupporter()
    const [request, earlier] = [await filed(id, 'erasure'), await filed(id, 'access')]
    await take(earlier, { action: 'fulfil', note: 'Sent to Ann Example' })
    const read = await register().load(request)
    const by = { id: randomUUID(), actor: 'officer', dataRequest: request } as const
    await commit(db.store, id, { type: 'erase', method: 'officer' }, circumstances(start + hours(50), by))
    const begun = await lastOf(id, 'erasure-begun')
    await sendMail(begun)
    await continueErasure(dependencies().deps, begun)

    // As the officer's call goes on, which read the request before it erased the person.
    const done = read && act(read, { action: 'fulfil', note: 'Erased Ann Example' }, office)
    if (!done || 'refused' in done) throw new Error('refused')
    expect(await register().append(read, done.event, done.after, today)).toBe(true)
    for (const one of [request, earlier]) await take(one, { action: 'note', note: 'Ann Example rang' })
    for (const text of personal) expect(await registerBytes([request, earlier])).not.toContain(text)
    expect((await register().read(request))?.events.map(({ type }) => type)).toEqual([
      'received',
      'fulfilled',
      'noted',
    ])
  })

  it('take no note from an officer who read them before the erasure', async () => {
    const id = await newSupporter()
    const earlier = await filed(id, 'access')
    await take(earlier, { action: 'fulfil' })
    const read = await register().load(earlier)
    const begun = await begin(id)
    await sendMail(begun)
    await continueErasure(dependencies().deps, begun)
    const noted = read && act(read, { action: 'note', note: 'Ann Example rang' }, office)
    if (!noted || 'refused' in noted) throw new Error('refused')
    expect(await register().append(read, noted.event, noted.after, today)).toBe(false)
  })

  it('are tried again if an officer changed one in the meantime', async () => {
    const id = await newSupporter()
    const request = await filed(id, 'access')
    const begun = await begin(id)
    await sendMail(begun)
    const { deps } = dependencies()
    const changed = { ...register(), append: async () => false }
    await expect(continueErasure({ ...deps, register: () => changed }, begun)).rejects.toThrow('meanwhile')
    expect((await db.store.load(id)).erasing).toBe(begun.sequence)
    expect(await continueErasure(deps, begun)).toBe('finished')
    expect((await register().read(request))?.request.state).toBe('withdrawn')
  })

  it('stay open if they are complaints, and lose personal data when they are closed', async () => {
    const id = await newSupporter()
    const complaint = await filed(id, 'complaint')
    const begun = await begin(id)
    await sendMail(begun)
    for (const _ of [1, 2]) await continueErasure(dependencies().deps, begun)
    expect(await register().read(complaint)).toMatchObject({
      request: { state: 'received', version: 2, dataSubjectErased: true },
      contact: { name: 'Ann Example' },
    })
    await take(complaint, { action: 'note', note: 'Rang Ann Example' })
    await take(complaint, { action: 'fulfil', note: 'Wrote to Ann Example' })
    expect((await register().load(complaint))?.state).toBe('fulfilled')
    for (const text of personal) expect(await registerBytes([complaint])).not.toContain(text)
  })

  it('lose it even in a complaint with more notes than a transaction holds', async () => {
    const id = await newSupporter()
    const complaint = await filed(id, 'complaint')
    const begun = await begin(id)
    await sendMail(begun)
    await continueErasure(dependencies().deps, begun)
    for (let i = 0; i < 100; i++) await take(complaint, { action: 'note', note: 'Rang Ann Example' })
    await take(complaint, { action: 'withdraw' })
    for (const text of personal) expect(await registerBytes([complaint])).not.toContain(text)
  })

  it('are left alone if they came later', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    const later = await filed(id, 'access', start + hours(51))
    await sendMail(begun)
    await continueErasure(dependencies().deps, begun)
    expect(await register().read(later)).toMatchObject({
      request: { state: 'received' },
      contact: { name: 'Ann Example' },
    })
  })

  const writes = 12
  it('make only the writes that the crash tests below cover', async () => {
    const id = await newSupporter()
    for (const type of ['access', 'objection'] as const) await filed(id, type)
    const begun = await begin(id)
    await sendMail(begun)
    const client = crashingClient(db, writes, 'before')
    expect(await continueErasure(dependencies(client).deps, begun)).toBe('finished')
    client.destroy()
  })

  it.each(crashesIn(writes))(
    'end in the same way after a crash at write %i, %s it takes effect',
    async (nth, when) => {
      const id = await newSupporter()
      const ids = [await filed(id, 'access'), await filed(id, 'objection')]
      const begun = await begin(id)
      await sendMail(begun)
      const client = crashingClient(db, nth, when)
      await expect(continueErasure(dependencies(client).deps, begun)).rejects.toThrow('died')
      client.destroy()
      expect(await continueErasure(dependencies().deps, begun)).toBe('finished')
      await expectErased(id)
      const files = await Promise.all(ids.map((request) => register().read(request)))
      for (const file of files)
        expect(file?.events.map(({ type }) => type)).toEqual(['received', 'data-subject-erased'])
      for (const text of personal) expect(await registerBytes(ids)).not.toContain(text)
    },
  )
})

describe('the chain of an erased person', () => {
  it('verifies as intact with its evidence erased, and breaks if anything is changed', async () => {
    const id = await newSupporter()
    const begun = await begin(id)
    await sendMail(begun)
    await continueErasure(dependencies().deps, begun)
    const { events, olderEvidence } = await lookUp(db.client, db.tables, id)
    expect(olderEvidence).toEqual([])
    const file = (chain: readonly LedgerItem[]) =>
      JSON.stringify({
        format: 'supporter-engagement/export/1',
        chain,
        evidence: [],
        wordings: [],
        notices: [],
        proofs: {},
      })
    const { events: verdicts, faults } = verifyFile(file(events))
    expect(faults.filter(({ part }) => part === 'chain' || part === 'evidence')).toEqual([])
    expect(verdicts.map(({ state }) => state)).toContain('evidence erased')
    const cut = verifyFile(file(events.filter(({ type }) => type !== 'erasure-begun')))
    expect(cut.faults).not.toEqual([])
  })
})

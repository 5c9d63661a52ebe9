import { randomUUID } from 'node:crypto'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { transactionConflict } from '../../../infra/local/emulator/endpoint/faults.ts'
import type { Command } from '../../../shared/domain/commands.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import { incomingAddressChange } from '../../../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { verifyChain } from '../../../shared/proof/verify/chain.ts'
import { Busy, commit } from '../../../shared/store/commit.ts'
import { chainOf, lookUp } from '../../../shared/store/look-up.ts'
import { isClosed, mailLog } from '../../../shared/store/mail-log.ts'
import { supporterItems } from '../../../shared/store/supporter-items.ts'
import { type SupporterStore, supporterStore } from '../../../shared/store/supporter-store.ts'
import {
  type AddressChangeDependencies,
  completeAddressChange,
  startAddressChange,
} from '../../../shared/workflows/address-change.ts'
import { clearDepartedAddress } from '../../../shared/workflows/departed-address.ts'
import {
  address,
  circumstances,
  consent,
  days,
  evidence,
  formEvidence,
  hours,
  settings,
  signUp,
  start,
} from '../../support/builders.ts'
import { crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let people = 0
let old: SupporterId
let next: SupporterId
const key = 'test key'

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())
beforeEach(() => {
  people += 1
  old = supporterIdOf(address(`old-${people}@example.org`), key)
  next = supporterIdOf(address(`new-${people}@example.org`), key)
  db.endpoint.faults.clear()
})

const noon = start + hours(3)

function dependencies(
  store: SupporterStore = db.store,
  clock = () => noon,
): AddressChangeDependencies & {
  readonly addressKey: () => Promise<string>
} {
  return {
    settings: () => settings,
    clock,
    newId: randomUUID,
    store: () => store,
    addressKey: async () => key,
    chain: (id) => chainOf(db.client, db.tables.ledger, id),
    isClosed: (mail) => isClosed(db.client, db.tables.supporters, mail),
  }
}

const run = (id: SupporterId, command: Command, at = start) =>
  commit(db.store, id, command, circumstances(at, { evidence: formEvidence() }))
const signUpWith = (email: string, topics = ['stories']): Command => ({
  ...signUp({ topics }, 'Ann'),
  profile: { address: address(email), name: 'Ann' },
})
const confirming = (cycle: number): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(9) })

async function subscribe(id: SupporterId, email: string, topics?: string[]) {
  await run(id, signUpWith(email, topics))
  await run(id, confirming(1))
}

async function requestChange(deps = dependencies()) {
  return startAddressChange(deps, old, address(`new-${people}@example.org`), evidence())
}

/** Requests Ann's address change and sends her notice. */
async function requestAndNotify() {
  await subscribe(old, `old-${people}@example.org`)
  expect(await requestChange()).toBe('accepted')
  await sendNotice()
}

async function sendNotice() {
  const sequence = (await db.store.load(old)).outgoingAddressChange?.sequence ?? 0
  const log = mailLog(db.client, db.tables.supporters)
  await log.claim({ supporterId: old, sequence }, noon, randomUUID())
  await log.close({ supporterId: old, sequence }, noon, 'sent')
}

const link = () => ({ purpose: 'confirm', supporterId: next, cycle: 1, expiresAt: noon + hours(9) }) as const
const complete = (deps = dependencies()) => completeAddressChange(deps, link(), evidence())
const typesOf = async (id: SupporterId) =>
  (await lookUp(db.client, db.tables, id)).events.map(({ type }) => type)
const lastTypes = async () => [(await typesOf(old)).at(-1), (await typesOf(next)).at(-1)]

describe('an address change', () => {
  it('is written at both addresses together, when requested and when completed', async () => {
    await requestAndNotify()
    expect(await lastTypes()).toEqual(['address-change-requested', 'address-change-offered'])
    expect((await complete()).outcome).toBe('address-changed')
    expect(await lastTypes()).toEqual(['address-changed-to', 'address-changed-from'])
    expect(await db.store.load(next)).toMatchObject({
      status: 'subscribed',
      topics: ['stories'],
      name: 'Ann',
    })
    expect(await db.store.load(old)).toMatchObject({ status: 'unsubscribed', changedTo: next })
  })

  it('links both chains, proves what the old one held, and puts no address in the ledger', async () => {
    await requestAndNotify()
    const before = await db.store.load(old)
    await complete()
    const [away, here] = await Promise.all([
      lookUp(db.client, db.tables, old),
      lookUp(db.client, db.tables, next),
    ])
    expect(away.events.at(-1)).toMatchObject({ type: 'address-changed-to', to: next })
    expect(here.events.at(-1)).toMatchObject({
      from: { supporterId: old, sequence: before.version, hash: before.head },
      consent: { lawfulBasis: 'consent', wording: consent().wording, form: 'newsletter' },
      since: new Date(start).toISOString(),
    })
    for (const { events } of [away, here]) {
      expect(verifyChain(events, []).faults).toEqual([])
      expect(JSON.stringify(events)).not.toMatch(/@|(old|new)-\d|Ann|203\.0/)
      for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(1024)
    }
  })

  it('is refused until the notice to the old address has been sent', async () => {
    await subscribe(old, `old-${people}@example.org`)
    await requestChange()
    expect((await complete()).outcome).toBe('too-soon')
    expect(await lastTypes()).toEqual(['address-change-requested', 'address-change-offered'])
    await sendNotice()
    expect((await complete()).outcome).toBe('address-changed')
  })

  it('carries consent over to a soft opt-in, and leaves one subscription', async () => {
    const soft: Command = {
      type: 'soft-opt-in',
      consent: consent({ lawfulBasis: 'charity_soft_opt_in', form: 'donation' }),
      profile: { address: address(`old-${people}@example.org`) },
      softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
    }
    await run(old, soft)
    await subscribe(next, `new-${people}@example.org`, ['events'])
    await requestChange()
    await sendNotice()
    const token = { ...link(), cycle: incomingAddressChange(await db.store.load(next))?.cycle ?? 0 }
    const { supporter } = await completeAddressChange(dependencies(), token, evidence())
    expect(supporter).toMatchObject({ topics: ['events', 'stories'], lawfulBasis: 'consent' })
    expect(supporter).not.toHaveProperty('softOptIn')
    expect((await lookUp(db.client, db.tables, next)).events.at(-1)).toMatchObject({
      consent: { form: 'newsletter' },
    })
  })
})

describe('an address change during another write', () => {
  it.each([
    ['old', () => old],
    ['new', () => next],
  ])('to the %s record is decided again on the new state', async (_, of) => {
    await requestAndNotify()
    let interfered = false
    const store: SupporterStore = {
      ...db.store,
      async appendAll(changes) {
        if (!interfered) await run(of(), { type: 'restrict' }, noon)
        interfered = true
        return db.store.appendAll(changes)
      },
    }
    const { outcome } = await complete(dependencies(store))
    expect(['no-address-to-change', 'not-waiting']).toContain(outcome)
    expect((await typesOf(old)).concat(await typesOf(next))).not.toContain('address-changed-to')
  })

  it('is tried again after a conflict, and ends after three', async () => {
    await requestAndNotify()
    db.endpoint.faults.inject(transactionConflict())
    const store = db.clientStore
    expect((await complete(dependencies(store))).outcome).toBe('address-changed')
    const busy = { ...db.store, appendAll: async () => false }
    await expect(
      startAddressChange(dependencies(busy), next, address('x@example.org'), evidence()),
    ).rejects.toThrow(Busy)
  })

  it('is completed once when its link is pressed three times at the same time', async () => {
    await requestAndNotify()
    const outcomes = await Promise.all([complete(), complete(), complete()])
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
      'address-changed',
      'already-confirmed',
      'already-confirmed',
    ])
    expect((await typesOf(next)).filter((type) => type === 'address-changed-from')).toHaveLength(1)
  })
})

describe('an address change whose function crashes', () => {
  const dying = (when: 'before' | 'after') =>
    dependencies(supporterStore(crashingClient(db, 0, when), db.tables, pendingRetention(settings)))

  it.each(['before', 'after'] as const)(
    '%s its write is at both addresses or at neither, and can be pressed again',
    async (when) => {
      await requestAndNotify()
      await expect(complete(dying(when))).rejects.toThrow('died')
      expect(await lastTypes()).toEqual(
        when === 'before'
          ? ['address-change-requested', 'address-change-offered']
          : ['address-changed-to', 'address-changed-from'],
      )
      expect((await complete()).outcome).toBe(when === 'before' ? 'address-changed' : 'already-confirmed')
      expect(await lastTypes()).toEqual(['address-changed-to', 'address-changed-from'])
    },
  )

  it.each(['before', 'after'] as const)(
    '%s the write of its request can be requested again',
    async (when) => {
      await subscribe(old, `old-${people}@example.org`)
      await expect(requestChange(dying(when))).rejects.toThrow('died')
      expect(await requestChange()).toBe('accepted')
      expect(await lastTypes()).toEqual(['address-change-requested', 'address-change-offered'])
    },
  )
})

describe('the cost in DynamoDB units', () => {
  const spent = () => {
    const records = db.endpoint.capacity.records
    const sum = (of: 'readUnits' | 'writeUnits') => records.reduce((total, record) => total + record[of], 0)
    return { read: sum('readUnits'), write: sum('writeUnits') }
  }

  it('of an address change is twice that of other commands to write, and low to read', async () => {
    await subscribe(old, `old-${people}@example.org`)
    db.endpoint.capacity.clear()
    await requestChange()
    expect(spent()).toEqual({ read: 4, write: 8 })
    await sendNotice()
    db.endpoint.capacity.clear()
    await complete()
    expect(spent()).toEqual({ read: 6, write: 8 })
  })
})

describe('the old address’s record', () => {
  it('is empty once it is cleared, which can be repeated', async () => {
    await requestAndNotify()
    for (let n = 0; n < 4; n++) await run(old, { type: 'rectify', name: `Ann ${n}` }, noon + n)
    await complete()
    const addressChanged = (await lookUp(db.client, db.tables, old)).events.at(-1)
    if (addressChanged?.type !== 'address-changed-to') throw new Error('the address changed')
    const notified: unknown[] = []
    const deps = {
      settings: () => settings,
      supporterItems: () => supporterItems(db.client, db.tables.supporters),
      recipients: () => ({ notifyAddressChanged: async (notice: unknown) => void notified.push(notice) }),
    }
    for (const _ of [1, 2]) await clearDepartedAddress(deps, addressChanged)
    const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.supporters }))
    const items = Items.map((item) => unmarshall(item)).filter(({ supporterId }) => supporterId === old)
    expect(items.map(({ item }) => item.replace(/#.*/, '')).sort()).toEqual(['mail', 'profile'])
    expect((await lookUp(db.client, db.tables, old)).olderEvidence).toEqual([])
    expect((await db.store.load(old)).evidence).toEqual([])
    expect(notified).toMatchObject([1, 2].map(() => ({ supporterId: old, changedTo: next })))

    const dataProtection = { ...settings.dataProtection, recipients: [] }
    await clearDepartedAddress({ ...deps, settings: () => ({ ...settings, dataProtection }) }, addressChanged)
    expect(notified, 'no recipient is notified if the settings name none').toHaveLength(2)
  })
})

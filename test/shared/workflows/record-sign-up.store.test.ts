import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { transactionConflict } from '../../../infra/local/emulator/endpoint/faults.ts'
import type { Command } from '../../../shared/domain/commands.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { timeOrderedId } from '../../../shared/lib/time-ordered-id.ts'
import { Busy, commit } from '../../../shared/store/commit.ts'
import { lookUp } from '../../../shared/store/look-up.ts'
import { type RateLimit, rateLimit } from '../../../shared/store/rate-limit.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { QueuedSignUp, queuedSignUp, type SignUpCommand } from '../../../shared/workflows/queued-sign-up.ts'
import { recordSignUp } from '../../../shared/workflows/record-sign-up.ts'
import {
  address,
  circumstances,
  consent,
  days,
  formEvidence,
  hours,
  minutes,
  settings,
  start,
} from '../../support/builders.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let email: string
let id: SupporterId
let people = 0
let logged: string[]

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())
beforeEach(() => {
  people += 1
  email = `person-${people}@example.org`
  id = supporterIdOf(address(email), 'test key')
  logged = []
  vi.spyOn(console, 'warn').mockImplementation((line) => void logged.push(JSON.parse(line).code))
  db.endpoint.faults.clear()
})
afterEach(() => vi.restoreAllMocks())

const perHour = 2
const limit = () => rateLimit(db.client, db.tables.supporters, async () => 'test key', perHour)

/** Sends a form from this person's network, as the sign-up function does. @returns its message, and whether it was refused */
async function send(
  {
    sentAt = start,
    ...changes
  }: { sentAt?: number; topics?: string[]; form?: string; softOptIn?: true } = {},
  network: RateLimit = limit(),
) {
  const { softOptIn, ...asked } = changes
  const nonce = timeOrderedId(sentAt, randomBytes(10))
  const profile = { address: address(email), name: 'Ann Example' }
  const command: SignUpCommand = softOptIn
    ? {
        type: 'soft-opt-in',
        profile,
        consent: consent({ ...asked, lawfulBasis: 'charity_soft_opt_in' }),
        softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
      }
    : { type: 'sign-up', profile, consent: consent(asked) }
  const counter = await network.counterOf(email, sentAt)
  const message = queuedSignUp(command, { id: nonce, supporterId: id, counter, evidence: formEvidence() })
  const retryAfter = await network.hit(email, sentAt, nonce)
  return { message: QueuedSignUp.parse(JSON.parse(JSON.stringify(message))), retryAfter }
}

/** Delivers a message to the function that records. */
function deliver(message: QueuedSignUp, at = start + 100, store = db.store, network = limit()) {
  const impatient = {
    ...settings,
    confirmation: { ...settings.confirmation, cooldownMinutes: 0, mailsPerDay: 20 },
  }
  const deps = {
    settings: () => impatient,
    clock: () => at,
    newId: () => 'none',
    store: () => store,
    limit: () => network,
  }
  return recordSignUp(deps, message)
}

const run = (command: Command, at: number) => commit(db.store, id, command, circumstances(at))
const types = async () => (await lookUp(db.client, db.tables, id)).events.map(({ type }) => type)
const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }

describe('a queued sign-up', () => {
  it('is recorded under the id of its form, with its name and evidence', async () => {
    const { message } = await send()
    await deliver(message)
    const held = await lookUp(db.client, db.tables, id)
    expect(held.events).toMatchObject([{ type: 'sign-up-requested', eventId: message.id }])
    expect(await db.store.load(id)).toMatchObject({
      status: 'pending',
      signUp: { nonce: message.id, name: 'Ann Example' },
      evidence: [{ page: 'https://www.example.org/mali' }],
    })
  })

  it('by the soft opt-in is recorded as that', async () => {
    const { message } = await send({ softOptIn: true })
    await deliver(message)
    await deliver(message, start + minutes(2))
    expect(await types()).toEqual(['soft-opted-in'])
    expect(await db.store.load(id)).toMatchObject({
      status: 'subscribed',
      lawfulBasis: 'charity_soft_opt_in',
      softOptIn: { interestEvidence: 'donation' },
    })
  })

  it.each<[string, Command[]]>([
    ['at once', []],
    ['after its confirmation', [confirm]],
    ['after its withdrawal', [confirm, { type: 'unsubscribe', method: 'link' }]],
    ['after its erasure', [confirm, { type: 'erase', method: 'officer' }]],
    ['after its bounce', [{ type: 'bounce', mail: 1 }]],
  ])('that comes again %s changes nothing', async (_, since) => {
    const { message } = await send()
    await deliver(message)
    for (const [i, command] of since.entries()) await run(command, start + minutes(1 + i))
    const before = await types()
    await deliver(message, start + hours(2))
    expect(await types()).toEqual(before)
  })

  it('that comes again after one of another form changes nothing', async () => {
    const [{ message: first }, { message: second }] = [
      await send(),
      await send({ form: 'events', topics: ['events'], sentAt: start + 1 }),
    ]
    for (const message of [first, second, first, second]) await deliver(message)
    expect(await types()).toEqual(['sign-up-requested', 'sign-up-requested'])
  })

  it('that comes twice at the same time is recorded once', async () => {
    const { message } = await send()
    await Promise.all([deliver(message), deliver(message), deliver(message)])
    expect(await types()).toEqual(['sign-up-requested'])
  })

  it.each(crashesIn(1))(
    'is recorded once though its recorder crashes at write %d, %s it',
    async (nth, when) => {
      const { message } = await send()
      const crashing = crashingClient(db, nth, when)
      const store = supporterStore(crashing, db.tables, pendingRetention(settings))
      await expect(deliver(message, start + 100, store)).rejects.toThrow('died')
      await deliver(message, start + minutes(2))
      await deliver(message, start + minutes(4))
      expect(await types()).toEqual(['sign-up-requested'])
      crashing.destroy()
    },
  )

  it('of a record that keeps changing is tried for a while, then comes again', async () => {
    const { message } = await send()
    db.endpoint.faults.inject({ ...transactionConflict({ times: 3 * 4 }) })
    await expect(deliver(message, start + 100, db.clientStore)).rejects.toThrow(Busy)
    db.endpoint.faults.inject({ ...transactionConflict({ times: 3 }) })
    await deliver(message, start + minutes(2), db.clientStore)
    expect(await types()).toEqual(['sign-up-requested'])
  })

  it('sent six times at once with other topics is recorded, and the latest form counts', async () => {
    const choices = [['stories'], ['events'], ['emergencies'], ['stories', 'events'], ['stories'], ['events']]
    const network = rateLimit(db.client, db.tables.supporters, async () => 'test key', 100)
    const sent = await Promise.all(choices.map((topics, i) => send({ topics, sentAt: start + i }, network)))
    await Promise.all(sent.map(({ message }) => deliver(message, start + 100, db.store, network)))
    expect(await db.store.load(id)).toMatchObject({
      status: 'pending',
      signUp: { consent: { topics: ['events'] } },
    })
  })

  it('over the limit of its network is dropped, and those within it are not, however late', async () => {
    const sent = [
      await send(),
      await send({ topics: ['events'], sentAt: start + 1 }),
      await send({ topics: ['emergencies'], sentAt: start + 2 }),
    ]
    expect(sent.map(({ retryAfter }) => retryAfter > 0)).toEqual([false, false, true])
    for (const { message } of sent.toReversed()) await deliver(message, start + minutes(50))
    expect(logged).toEqual(['signUpOverLimit'])
    expect(await db.store.load(id)).toMatchObject({ signUp: { consent: { topics: ['events'] } } })
  })

  it('of which the count failed is recorded while its network has room', async () => {
    const { message } = await send({}, { ...limit(), hit: async () => 0 })
    await deliver(message)
    expect(await types()).toEqual(['sign-up-requested'])
  })

  it('that waited longer than an unconfirmed sign-up is kept is dropped', async () => {
    const { message } = await send()
    await deliver(message, start + days(7))
    expect(await types()).toEqual([])
    expect(logged).toEqual(['signUpLapsed'])
  })

  it('that was sent before an erasure does not bring the person back', async () => {
    const { message: first } = await send({ sentAt: start - hours(1) })
    await deliver(first, start - hours(1))
    const { message } = await send()
    await run({ type: 'erase', method: 'officer' }, start + minutes(1))
    await deliver(message, start + minutes(2))
    expect(await types()).toEqual(['sign-up-requested', 'erasure-begun'])
  })

  it('costs four units to write and two to read, and nothing to write if it changes nothing', async () => {
    const [{ message }, { message: again }] = [await send(), await send({ sentAt: start + 1 })]
    const spent = async (delivered: QueuedSignUp) => {
      db.endpoint.capacity.clear()
      await deliver(delivered)
      const { records } = db.endpoint.capacity
      const sum = (of: 'readUnits' | 'writeUnits') => records.reduce((total, record) => total + record[of], 0)
      return [sum('writeUnits'), sum('readUnits')]
    }
    expect(await spent(message)).toEqual([4, 2])
    await run(confirm, start + 200)
    expect(await spent(again)).toEqual([0, 2])
  })
})

import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import type { PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { receive } from '../../../shared/domain/requests/decide-request.ts'
import type { DataRequest } from '../../../shared/domain/requests/request.ts'
import { requestIdFrom } from '../../../shared/domain/requests/request-id.ts'
import type { RequestType } from '../../../shared/domain/requests/transitions.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { commit } from '../../../shared/store/commit.ts'
import { copies, largestCopy } from '../../../shared/store/copies.ts'
import { lookUp } from '../../../shared/store/look-up.ts'
import { requestStore } from '../../../shared/store/request-store.ts'
import { sealProver } from '../../../shared/store/seal-proofs.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { type FulfilDependencies, fulfilDataRequest } from '../../../shared/workflows/fulfil.ts'
import type { FulfilmentInput } from '../../../shared/workflows/fulfilment.ts'
import { address, circumstances, days, hours, settings, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { confirmation, signUpIn } from '../../support/receipts.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

const today = '2026-10-01' as PlainDate
const now = start + hours(1)

const register = () => requestStore(db.client, db.requests, settings.dataRequests)
const copiesHeld = () => copies(db.client, db.tables.supporters)

function dependencies(changes: Partial<FulfilDependencies> = {}): FulfilDependencies {
  return {
    settings: () => settings,
    clock: () => now,
    newId: randomUUID,
    store: () => supporterStore(db.client, db.tables, pendingRetention(settings)),
    requests: register,
    today: () => today,
    lookUp: (id) => lookUp(db.client, db.tables, id),
    prover: () => sealProver(db.client, db.tables.ledger),
    copies: copiesHeld,
    patience: 0,
    ...changes,
  }
}

const unknownId = () => supporterIdOf(address(`${randomUUID()}@example.org`), 'test key')

async function run(id: SupporterId, ...commands: Command[]): Promise<SupporterId> {
  for (const command of commands) {
    await commit(db.store, id, command, circumstances(start, { id: randomUUID() }))
  }
  return id
}
const subscriber = () => run(unknownId(), signUpIn('en'), confirmation(1))

/** Files a data request, of an unknown person if there is no id. */
async function filed(requestType: RequestType, supporterId?: SupporterId): Promise<DataRequest> {
  const contact = { email: address(), name: 'Ann' }
  const intake = { requestType, channel: 'email', receivedOn: today, contact, note: 'By email' } as const
  const office = { at: start, today, by: 'officer:42', calendar: settings.dataRequests } as const
  const id = requestIdFrom(randomBytes(5))
  const decided = receive(id, { ...intake, ...(supporterId && { supporterId }) }, office)
  if ('refused' in decided) throw new Error('refused')
  await register().file(decided.event, decided.after, today)
  return decided.after
}

const fulfil = (
  request: DataRequest,
  given: FulfilmentInput = {},
  changes: Partial<FulfilDependencies> = {},
) => fulfilDataRequest(dependencies(changes))(request, now, given)

const lastEventOf = async (id: SupporterId) => (await lookUp(db.client, db.tables, id)).events.at(-1)

describe('fulfilling a data request', () => {
  it('carries it out on the record, with the officer as its actor and the request’s id', async () => {
    const id = await subscriber()
    const request = await filed('rectification', id)
    expect(await fulfil(request, { corrections: { name: 'Anna' } })).toEqual({
      outcome: 'done',
      result: { how: 'carried-out', event: 3 },
    })
    expect((await db.store.load(id)).name).toBe('Anna')
    expect(await lastEventOf(id)).toMatchObject({
      type: 'rectified',
      actor: 'officer',
      dataRequest: request.id,
    })
  })

  it.each<[string, RequestType, FulfilmentInput]>([
    ['for a complaint', 'complaint', {}],
    ['for a copy handed over', 'access', { delivery: 'by-hand' }],
  ])('by hand, %s, leaves the record as it is', async (_, type, given) => {
    const id = await subscriber()
    const byHand = { outcome: 'done', result: { how: 'by-hand' } }
    expect(await fulfil(await filed(type, id), given)).toEqual(byHand)
    expect(await lastEventOf(id)).toMatchObject({ type: 'confirmed' })
  })

  it('is done by hand if the supporter is unknown', async () => {
    expect(await fulfil(await filed('erasure'))).toEqual({ outcome: 'done', result: { how: 'by-hand' } })
  })
})

describe('a copy of a person’s data', () => {
  it('is kept for as long as its link lasts, and the link is mailed', async () => {
    const id = await subscriber()
    expect(await fulfil(await filed('access', id))).toMatchObject({ outcome: 'done' })
    expect(await lastEventOf(id)).toMatchObject({ type: 'exported', mail: 'export' })
    expect((await copiesHeld().get(id, now + days(1)))?.subarray(0, 2).toString()).toBe('PK')
    expect(await copiesHeld().get(id, now + days(100))).toBeUndefined()
  })

  it('is mailed once, however many officers fulfil the request at once, and once more for another', async () => {
    const id = await subscriber()
    const request = await filed('access', id)
    const exports = async () =>
      (await lookUp(db.client, db.tables, id)).events.filter(({ type }) => type === 'exported')
    // A commit that loses every race says so; the officer takes the action again.
    const answers = await Promise.allSettled([1, 2, 3, 4].map(() => fulfil(request)))
    expect(answers).toContainEqual({
      status: 'fulfilled',
      value: expect.objectContaining({ outcome: 'done' }),
    })
    expect(await fulfil(request)).toMatchObject({ outcome: 'done' })
    expect(await exports()).toMatchObject([{ mail: 'export', dataRequest: request.id }])
    const other = await filed('portability', id)
    await fulfil(other)
    await fulfil(request)
    expect(await exports()).toMatchObject([{ dataRequest: request.id }, { dataRequest: other.id }])
  })

  it('is not sent if no address is held', async () => {
    const request = await filed('portability', unknownId())
    expect(await fulfil(request)).toEqual({ outcome: 'blocked', why: 'noAddress' })
  })

  it('that is too large to store is not mailed', async () => {
    const id = await subscriber()
    const held = await lookUp(db.client, db.tables, id)
    // Random bytes do not compress.
    const name = randomBytes(largestCopy).toString('base64')
    const profile = held.profile && { ...held.profile, name }
    const large = { lookUp: async () => ({ ...held, ...(profile && { profile }) }) }
    expect(await fulfil(await filed('access', id), {}, large)).toEqual({
      outcome: 'blocked',
      why: 'tooLarge',
    })
    expect(await lastEventOf(id)).toMatchObject({ type: 'confirmed' })
    expect(await copiesHeld().get(id, now)).toBeUndefined()
  })
})

describe('an erasure by an officer', () => {
  it('waits for other data requests of the person that still need an answer', async () => {
    const id = await subscriber()
    await filed('access', id)
    const request = await filed('erasure', id)
    expect(await fulfil(request)).toEqual({ outcome: 'blocked', why: 'othersOpen' })
    expect(await lastEventOf(id)).toMatchObject({ type: 'confirmed' })
  })

  it('does not wait for those that it settles', async () => {
    const id = await subscriber()
    await filed('objection', id)
    expect(await fulfil(await filed('erasure', id))).toEqual({ outcome: 'underway' })
  })

  it('is refused while the record is restricted', async () => {
    const id = await run(await subscriber(), { type: 'restrict' })
    expect(await fulfil(await filed('erasure', id))).toEqual({ outcome: 'blocked', why: 'restricted' })
  })

  it('of an unknown person is done at once', async () => {
    const done = { outcome: 'done', result: { how: 'nothing-held' } }
    expect(await fulfil(await filed('erasure', unknownId()))).toEqual(done)
  })

  it('is underway until its steps are done, and done when the action is repeated', async () => {
    const id = await subscriber()
    const request = await filed('erasure', id)
    expect(await fulfil(request)).toEqual({ outcome: 'underway' })
    await run(id, { type: 'finish-erasure', begun: 3, notified: [] })
    expect(await fulfil(request)).toEqual({ outcome: 'done', result: { how: 'carried-out', event: 4 } })
  })

  it('is done at once if its steps end while the officer waits', async () => {
    const id = await subscriber()
    let at = now
    const store = dependencies().store()
    /** Ends the erasure on the second read. */
    let looks = 0
    const ending = {
      ...store,
      load: async (of: SupporterId) => {
        const found = await store.load(of)
        if (found.erasing !== undefined && ++looks === 2)
          await run(id, { type: 'finish-erasure', begun: found.erasing, notified: [] })
        return found
      },
    }
    const changes = { store: () => ending, clock: () => (at += 1), patience: 5000 }
    expect(await fulfil(await filed('erasure', id), {}, changes)).toMatchObject({ outcome: 'done' })
    expect(looks).toBe(2)
  })
})

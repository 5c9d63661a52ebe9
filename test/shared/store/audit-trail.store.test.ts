import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { auditTrail, type OfficerAct } from '../../../shared/store/audit-trail.ts'
import { days, hours, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

const trail = () => auditTrail(db.client, db.tables.ledger)
const act = (changes: Partial<OfficerAct> = {}): OfficerAct => ({
  eventId: randomUUID(),
  at: start,
  officer: 'ann',
  action: 'look-up',
  outcome: 'allowed',
  ...changes,
})
const on = async (day: string) => (await trail().read(day as PlainDate))?.acts ?? []

describe('a call that was turned away', () => {
  it('is on the trail once for each officer, route and day, however often it is tried', async () => {
    const forbidden = { outcome: 'forbidden' } as const
    for (let i = 0; i < 20; i++) await trail().append(act({ ...forbidden, at: start + i }))
    await Promise.all([1, 2, 3, 4].map((i) => trail().append(act({ ...forbidden, at: start + hours(i) }))))
    await trail().append(act({ ...forbidden, officer: 'bo' }))
    await trail().append(act({ ...forbidden, action: 'read-audit' }))
    await trail().append(act({ ...forbidden, at: start + days(1) }))
    const acts = await on('2026-10-01')
    expect(acts.map(({ officer, action }) => `${officer} ${action}`).toSorted()).toEqual([
      'ann look-up',
      'ann read-audit',
      'bo look-up',
    ])
    expect(acts.find(({ officer, action }) => officer === 'ann' && action === 'look-up')).toMatchObject({
      at: new Date(start).toISOString(),
      intact: true,
    })
    expect(await on('2026-10-02')).toMatchObject([{ officer: 'ann', outcome: 'forbidden' }])
  })

  it('for asking too often is there once as well, beside one for want of a role', async () => {
    const at = start + days(6)
    for (const outcome of ['limited', 'forbidden', 'limited', 'limited'] as const)
      await trail().append(act({ at, outcome }))
    expect((await on('2026-10-07')).map(({ outcome }) => outcome).toSorted()).toEqual([
      'forbidden',
      'limited',
    ])
  })

  it('stands before the calls of that day, each of which is on the trail', async () => {
    const at = start + days(3)
    await trail().append(act({ at }))
    await trail().append(act({ at: at + 1 }))
    await trail().append(act({ at: at + 2, outcome: 'forbidden' }))
    expect((await on('2026-10-04')).map(({ outcome }) => outcome)).toEqual([
      'forbidden',
      'allowed',
      'allowed',
    ])
  })
})

const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url')

describe('a page of the trail', () => {
  it.each([
    { supporterId: 'officers#2026-10-01', sequence: 'x' },
    { supporterId: 'officers#2026-10-01', sequence: 1.5 },
    { supporterId: 'officers#2026-10-01', sequence: { N: '1' } },
    { supporterId: 'officers#2026-10-02', sequence: 1 },
    { supporterId: 7, sequence: 1 },
  ])('does not begin at %j', async (key) => {
    expect(await trail().read('2026-10-01' as PlainDate, cursor(key))).toBeUndefined()
  })
})

import { randomBytes } from 'node:crypto'
import { DeleteItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import * as z from 'zod/mini'
import { addDays, type PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { deadline } from '../../../shared/domain/requests/clock.ts'
import {
  act,
  type Intake,
  type RequestCommand,
  receive,
} from '../../../shared/domain/requests/decide-request.ts'
import { clockFacts, type DataRequest, type Received } from '../../../shared/domain/requests/request.ts'
import { type RequestId, requestIdFrom } from '../../../shared/domain/requests/request-id.ts'
import { supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { parseCursor } from '../../../shared/store/cursor.ts'
import { type RequestStore, requestStore } from '../../../shared/store/request-store.ts'
import { address, settings, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let store: RequestStore
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
  store = requestStore(db.client, db.requests, settings.dataRequests)
})
afterAll(() => db.stop())

const today = '2026-11-22' as PlainDate
const now = { at: start, today, by: 'officer:42', calendar: settings.dataRequests } as const
const newId = () => requestIdFrom(randomBytes(5))

function received(changes: Partial<Intake> = {}, id: RequestId = newId()) {
  const decided = receive(
    id,
    { requestType: 'access', channel: 'email', receivedOn: today, contact: {}, ...changes },
    now,
  )
  if ('refused' in decided) throw new Error('refused')
  return decided
}
async function file(changes: Partial<Intake> = {}): Promise<DataRequest> {
  const { event, after } = received(changes)
  expect(await store.file(event as Received, after, today)).toBe(true)
  return after
}
async function take(request: DataRequest, command: RequestCommand, at = start): Promise<DataRequest> {
  const decided = act(request, command, { ...now, at })
  if ('refused' in decided) throw new Error('refused')
  expect(await store.append(request, decided.event, decided.after, today)).toBe(true)
  return decided.after
}

const ann = address()
const contact = { email: ann, name: 'Ann Example', onBehalf: { name: 'Bo', authority: 'a letter' } }

describe('the register', () => {
  it('returns a data request as it was filed, with contact details and notes', async () => {
    const supporterId = supporterIdOf(ann, 'test key')
    const request = await file({ contact, supporterId, note: 'By letter', locale: 'fr' })
    const noted = await take(request, { action: 'note', note: 'Rang her' })
    expect(await store.load(request.id)).toEqual(noted)
    const found = await store.read(request.id)
    expect(found?.request).toEqual(noted)
    expect(found?.contact?.email?.original()).toBe('ann@example.org')
    expect(found?.contact).toMatchObject({ name: 'Ann Example', onBehalf: { authority: 'a letter' } })
    expect(found?.events).toMatchObject([
      { type: 'received', sequence: 1, note: 'By letter', by: 'officer:42' },
      { type: 'noted', sequence: 2, note: 'Rang her' },
    ])
  })

  it('returns nothing for an id that was never given', async () => {
    expect([await store.load(newId()), await store.read(newId())]).toEqual([undefined, undefined])
  })

  it('gives no id twice', async () => {
    const { id } = await file()
    const { event, after } = received({ contact }, id)
    expect(await store.file(event, after, today)).toBe(false)
    expect((await store.read(id))?.contact).toEqual({})
  })

  it('lets only one of two simultaneous officers write', async () => {
    const request = await file()
    const attempts = (['start', 'withdraw'] as const).map(async (action) => {
      const decided = act(request, { action }, now)
      return 'refused' in decided ? false : store.append(request, decided.event, decided.after, today)
    })
    expect((await Promise.all(attempts)).toSorted()).toEqual([false, true])
    expect(await store.load(request.id)).toMatchObject({ version: 2 })
    expect((await store.read(request.id))?.events).toHaveLength(2)
  })

  it('throws errors other than conflicts', async () => {
    const nowhere = requestStore(db.client, 'no-such-table', settings.dataRequests)
    const { event, after } = received()
    await expect(nowhere.file(event, after, today)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('finds the data requests of a supporter', async () => {
    const supporterId = supporterIdOf(address('found@example.org'), 'test key')
    const second = await file({ supporterId })
    const first = await file({ supporterId, receivedOn: addDays(today, -3), requestType: 'erasure' })
    await file()
    expect((await store.ofSupporter(supporterId)).map(({ id }) => id)).toEqual([first.id, second.id])
  })

  it('deletes contact details and notes, any number of times, and keeps what was done', async () => {
    const request = await file({ contact, note: 'By letter from Ann' })
    await take(request, { action: 'extend', note: 'Because Ann has many records' })
    await store.erasePersonal(request.id)
    const erased = await store.read(request.id)
    await store.erasePersonal(request.id)
    expect(await store.read(request.id)).toEqual(erased)
    expect(erased?.contact).toEqual({})
    expect(erased?.events).toMatchObject([{ type: 'received' }, { type: 'extended', months: 2 }])
    expect(JSON.stringify(erased)).not.toMatch(/Ann|Bo|letter/)
    const { Items } = await db.client.send(new ScanCommand({ TableName: db.requests }))
    expect(JSON.stringify(Items?.filter(({ requestId }) => requestId?.S === request.id))).not.toMatch(
      /Ann|Bo/,
    )
  })
})

describe('a list of data requests', () => {
  let ids: RequestId[]
  beforeAll(async () => {
    await clearRegister()
    ids = []
    for (let i = 0; i < 120; i++) ids.push((await file({ receivedOn: addDays(today, -i), contact })).id)
  })

  const all = async (of: Parameters<RequestStore['list']>[0]) => {
    const found: DataRequest[] = []
    const pages: number[] = []
    let from: string | undefined
    do {
      const page = await store.list(of, from)
      if (!page) throw new Error('no page')
      found.push(...page.requests)
      pages.push(page.requests.length)
      from = page.next
    } while (from)
    return { found, pages }
  }

  it('comes in pages, the first due first, without personal data', async () => {
    const { found, pages } = await all('open')
    expect(pages).toEqual([50, 50, 20])
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids))
    const days = found.map((request) => deadline(clockFacts(request), settings.dataRequests, today).dueOn)
    expect(days).toEqual(days.toSorted())
    expect(JSON.stringify(found)).not.toMatch(/Ann|ann@/)
  })

  it('of one state has only those, and no empty page before the last', async () => {
    const [last = '' as RequestId] = ids
    const request = await store.load(last)
    if (!request) throw new Error('it is there')
    await take(request, { action: 'start' })
    expect(await all('in-progress')).toMatchObject({ found: [{ id: last }], pages: [1] })
    expect((await all('extended')).found).toEqual([])
  })

  it('of closed ones begins with the newest', async () => {
    for (const id of ids.slice(10, 13)) {
      const request = await store.load(id)
      if (request) await take(request, { action: 'withdraw' }, Date.parse(request.receivedOn))
    }
    expect((await all('withdrawn')).found.map(({ id }) => id)).toEqual(ids.slice(10, 13))
    expect((await all('open')).found).toHaveLength(117)
  })

  it('of closed ones keeps one that version 0.1.0 closed, without the time of that record', async () => {
    const request = await file()
    await take(request, { action: 'withdraw' })
    const Key = marshall({ requestId: request.id, item: 'request' })
    await db.client.send(
      new UpdateItemCommand({ TableName: db.requests, Key, UpdateExpression: 'REMOVE closedAt' }),
    )
    const closed = await store.load(request.id)
    if (!closed) throw new Error('it is there')
    expect(closed).toMatchObject({ closedOn: today, closedAt: Date.parse(today) })
    await take(closed, { action: 'note', note: 'The letter came back' })
    expect((await all('open')).found.map(({ id }) => id)).not.toContain(request.id)
    expect((await all('withdrawn')).found.map(({ id }) => id)).toContain(request.id)
  })

  it.each([
    '',
    'nonsense',
    Buffer.from('{"requestId":"x"}').toString('base64url'),
    Buffer.from('[]').toString('base64url'),
    ...[
      { requestId: 7 },
      { requestId: 'nonsense' },
      { requestId: '' },
      { item: 'contact' },
      { standing: 'closed' },
      { sortedOn: 20261101 },
      { sortedOn: '' },
      { further: 'x' },
    ].map((wrong) => {
      const right = { requestId: '0000-0000', item: 'request', standing: 'open', sortedOn: '2026-11-01' }
      return Buffer.from(JSON.stringify({ ...right, ...wrong })).toString('base64url')
    }),
  ])('does not accept the cursor %j', async (cursor) => {
    expect(await store.list('open', cursor)).toBeUndefined()
  })
})

describe('a cursor', () => {
  it('is valid only for its own key', () => {
    const cursor = Buffer.from('{"a":"x","b":1}').toString('base64url')
    const [a, b] = [z.string(), z.int()]
    expect(parseCursor(cursor, z.strictObject({ a, b }))).toEqual({ a: { S: 'x' }, b: { N: '1' } })
    for (const shape of [{ a }, { a, c: b }, { a, b, c: a }, { a, b: a }, { a: b, b }])
      expect(parseCursor(cursor, z.strictObject(shape) as z.ZodMiniType<object>)).toBeUndefined()
  })
})

async function clearRegister() {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.requests }))
  for (const { requestId, item } of Items) {
    if (requestId && item)
      await db.client.send(new DeleteItemCommand({ TableName: db.requests, Key: { requestId, item } }))
  }
}

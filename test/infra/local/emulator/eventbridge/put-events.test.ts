import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BusEvent } from '../../../../../infra/local/emulator/eventbridge/event-bus.ts'
import { deployment, type Stack, start } from '../endpoint/support.ts'

let stack: Stack
let client: EventBridgeClient
const put: BusEvent[] = []

beforeAll(async () => {
  const bus = 'arn:aws:events:eu-west-2:000000000000:event-bus/default'
  const more = {
    Condition: {
      'ForAllValues:StringEquals': { 'events:source': 'charity', 'events:detail-type': 'Erased' },
    },
  }
  stack = await start(deployment([{ action: 'events:PutEvents', resource: bus, more }]))
  stack.onPutEvent((event) => put.push(event))
  const credentials = { accessKeyId: 'ASIAWRITER', secretAccessKey: 'secret of writer' }
  client = new EventBridgeClient({ endpoint: stack.url, region: 'eu-west-2', credentials, maxAttempts: 1 })
})
afterAll(async () => {
  client.destroy()
  await stack.stop()
})

const entry = { Source: 'charity', DetailType: 'Erased', Detail: '{"id":"x"}' }
const putEntries = (...Entries: object[]) => client.send(new PutEventsCommand({ Entries }))

test('an event that a function may put reaches the bus', async () => {
  const { FailedEntryCount, Entries } = await putEntries(entry)
  expect([FailedEntryCount, Entries?.length]).toEqual([0, 1])
  await expect
    .poll(() => put)
    .toMatchObject([{ source: 'charity', 'detail-type': 'Erased', detail: { id: 'x' } }])
})

test('a role limits a function’s events: another source or type is denied', async () => {
  for (const other of [
    { ...entry, Source: 'other' },
    { ...entry, DetailType: 'Other' },
  ])
    await expect(putEntries(entry, other)).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('an entry whose detail is not an object fails, without failing the call', async () => {
  const { FailedEntryCount, Entries } = await putEntries({ ...entry, Detail: '[]' }, entry)
  expect(FailedEntryCount).toBe(1)
  expect(Entries).toMatchObject([{ ErrorCode: 'MalformedDetail' }, { EventId: expect.any(String) }])
})

test('a call has one to ten entries', async () => {
  for (const count of [0, 11]) {
    const call = putEntries(...Array.from({ length: count }, () => entry))
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' })
  }
})

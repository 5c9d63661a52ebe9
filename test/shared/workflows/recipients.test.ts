import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventBusRecipients } from '../../../shared/workflows/recipients.ts'
import { start, supporterId } from '../../support/builders.ts'
import { otherId } from '../../support/receipts.ts'

/** Answers like EventBridge, and keeps the entries it received. */
let bus: Server
let put: { Source: string; DetailType: string; Detail: string }[]
let answer: object

beforeEach(async () => {
  put = []
  answer = { FailedEntryCount: 0, Entries: [{ EventId: '1' }] }
  bus = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    put.push(...JSON.parse(body).Entries)
    response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => bus.listen(0, '127.0.0.1', resolve))
  const { port } = bus.address() as AddressInfo
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`)
  vi.stubEnv('AWS_REGION', 'eu-west-2')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
})
afterEach(() => {
  vi.unstubAllEnvs()
  bus.closeAllConnections()
  bus.close()
})

const notice = { supporterId, at: start, eventId: 'event-3' }

describe('recipients', () => {
  it('are told the id and time of an erasure, and nothing else', async () => {
    await eventBusRecipients().notifyErased(notice)
    expect(put.map(({ Detail, ...entry }) => ({ ...entry, detail: JSON.parse(Detail) }))).toEqual([
      {
        Source: 'supporter-engagement',
        DetailType: 'Supporter Erased',
        detail: { supporterId, at: new Date(start).toISOString(), eventId: 'event-3' },
      },
    ])
  })

  it('are told the new id of a supporter whose address changed', async () => {
    await eventBusRecipients().notifyAddressChanged({ ...notice, changedTo: otherId })
    expect(put.map(({ Detail }) => JSON.parse(Detail))).toMatchObject([{ supporterId, changedTo: otherId }])
  })

  it('that the event bus could not tell raise an error, so that it is tried again', async () => {
    answer = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] }
    await expect(eventBusRecipients().notifyErased(notice)).rejects.toThrow('InternalFailure')
  })
})

import type { DynamoDBStreamEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { enqueueWork } from '../../functions/enqueue-work.ts'
import { followedUpTypes } from '../../shared/domain/events.ts'
import { type OwedKind, owedKinds } from '../../shared/mail/kinds.ts'
import { supporterId } from '../support/builders.ts'

interface Owing {
  readonly mail?: string
  readonly type?: string
}

const stream = ({ mail, type }: Owing) =>
  ({
    Records: [
      {
        dynamodb: {
          SequenceNumber: '1',
          NewImage: {
            supporterId: { S: supporterId },
            sequence: { N: '7' },
            ...(mail !== undefined && { mail: { S: mail } }),
            ...(type !== undefined && { type: { S: type } }),
          },
        },
      },
    ],
  }) as DynamoDBStreamEvent

/** @param refusing the queue that takes nothing */
async function enqueued(owing: Owing, refusing?: string) {
  const put: [string, object][] = []
  const { batchItemFailures } = await enqueueWork(
    {
      put: async (queue, messages) => {
        if (queue === refusing) return messages.map((_, i) => i)
        put.push(...messages.map((message): [string, object] => [queue, message]))
        return []
      },
    },
    stream(owing),
  )
  return { put, failed: batchItemFailures }
}

const queuesOf = async (mail: string) => (await enqueued({ mail })).put.map(([queue]) => queue)

describe('a mail that the ledger’s stream brings', () => {
  const awaited: readonly OwedKind[] = ['confirmation', 'address-change', 'address-change-notice']

  it.each(owedKinds)('of the kind %s is queued once, and first if its reader waits for it', async (kind) => {
    expect(await queuesOf(kind)).toEqual([awaited.includes(kind) ? 'first' : 'rest'])
  })

  it.each(['anniversary', 'constructor'])('of the unknown kind %s is queued with the rest', async (kind) => {
    expect(await queuesOf(kind)).toEqual(['rest'])
  })
})

describe('an event that begins work in several steps', () => {
  const place = { supporterId, sequence: 7 }

  it.each(followedUpTypes)('of the type %s is queued by its place in the ledger', async (type) => {
    expect((await enqueued({ type })).put).toEqual([['follow-up', { type: 'follow-up', ...place }]])
  })

  it('is queued beside the mail that it owes', async () => {
    const { put } = await enqueued({ type: 'erasure-begun', mail: 'erased' })
    expect(put).toEqual([
      ['rest', { type: 'mail', ...place }],
      ['follow-up', { type: 'follow-up', ...place }],
    ])
  })

  it.each(['rest', 'follow-up'])('comes again, once, if the queue %s refuses it', async (refusing) => {
    const { failed } = await enqueued({ type: 'erasure-begun', mail: 'erased' }, refusing)
    expect(failed).toEqual([{ itemIdentifier: '1' }])
  })
})

it('an item that owes nothing is reported, and queued nowhere', async () => {
  expect(await enqueued({ type: 'confirmed' })).toEqual({ put: [], failed: [{ itemIdentifier: '1' }] })
})

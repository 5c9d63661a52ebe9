import type { DynamoDBStreamEvent } from 'aws-lambda'
import { describe, expect, it, vi } from 'vitest'
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
      countFirstMails: async () => {
        throw new Error('there is nothing to count')
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
  expect(await enqueued({ type: 'rectified' })).toEqual({ put: [], failed: [{ itemIdentifier: '1' }] })
})

describe('the outcomes of first mails', () => {
  const event = (SequenceNumber: string, type: string, more: object = {}) => ({
    dynamodb: {
      SequenceNumber,
      NewImage: { supporterId: { S: supporterId }, sequence: { N: '2' }, type: { S: type }, ...more },
    },
  })
  const ofSignUp = { cycle: { N: '1' } }
  const batch = [
    event('1', 'delivered'),
    event('2', 'delivered'),
    event('3', 'bounced', ofSignUp),
    // A newsletter's.
    event('4', 'bounced'),
    event('5', 'complained', ofSignUp),
    event('6', 'confirmed', { mail: { S: 'welcome' }, ...ofSignUp }),
  ]
  async function counted(put: Parameters<typeof enqueueWork>[0]['put'], fails = false) {
    const counts: object[] = []
    const deps = {
      put,
      countFirstMails: async (of: object) => {
        if (fails) throw new Error('throttled')
        counts.push(of)
      },
    }
    const reply = await enqueueWork(deps, { Records: batch } as DynamoDBStreamEvent)
    return { counts, failed: reply.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) }
  }

  it('are counted in one write for a batch, without those of other mails', async () => {
    const { counts, failed } = await counted(async () => [])
    expect(failed).toEqual([])
    expect(counts).toEqual([{ delivered: 2, bounced: 1, complained: 1, confirmed: 1 }])
  })

  it('are counted again with the records that come again, and not before', async () => {
    const { counts, failed } = await counted(async (_, messages) => messages.map((_, i) => i))
    expect(failed).toEqual(['6'])
    expect(counts).toEqual([{ delivered: 2, bounced: 1, complained: 1, confirmed: 0 }])
  })

  it('hold up no mail if they cannot be counted', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const put: object[] = []
    await counted(async (_, messages) => {
      put.push(...messages)
      return []
    }, true)
    expect(put).toHaveLength(1)
    vi.restoreAllMocks()
  })
})

import type { DynamoDBStreamEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { enqueueMails } from '../../functions/enqueue-mail.ts'
import { type OwedKind, owedKinds } from '../../shared/mail/kinds.ts'
import { supporterId } from '../support/builders.ts'

const stream = (mail: string) =>
  ({
    Records: [
      {
        dynamodb: {
          SequenceNumber: '1',
          NewImage: { supporterId: { S: supporterId }, sequence: { N: '7' }, mail: { S: mail } },
        },
      },
    ],
  }) as DynamoDBStreamEvent

async function queuesOf(mail: string): Promise<string[]> {
  const queues: string[] = []
  await enqueueMails(
    {
      put: async (priority) => {
        queues.push(priority)
        return []
      },
    },
    stream(mail),
  )
  return queues
}

describe('a mail from the ledger’s stream', () => {
  const awaited: readonly OwedKind[] = ['confirmation', 'address-change', 'address-change-notice']

  it.each(owedKinds)('of the kind %s is queued once, and first if its reader waits for it', async (kind) => {
    expect(await queuesOf(kind)).toEqual([awaited.includes(kind) ? 'first' : 'rest'])
  })

  it.each(['anniversary', 'constructor'])('of the unknown kind %s is queued with the rest', async (kind) => {
    expect(await queuesOf(kind)).toEqual(['rest'])
  })
})

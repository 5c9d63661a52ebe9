import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Priority } from '../shared/domain/sending-pace.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { priorityOf } from '../shared/mail/kinds.ts'
import { type OwedMail, owedMail } from '../shared/mail/owed-mail.ts'

interface EnqueueDependencies {
  /** Queues up to ten mails. @returns the indexes of those that the queue did not take */
  readonly put: (priority: Priority, mails: readonly OwedMail[]) => Promise<number[]>
}

/** SQS's limit for one call. */
const batchSize = 10

/**
 * Moves owed mails from the ledger's stream, which keeps records for a day and stops at a failure, to queues, which keep
 * messages for two weeks and go on. A mail that is queued twice is sent once; one of an unknown kind is queued too, for a
 * newer version to send.
 */
export async function enqueueMails(
  { put }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const failed: DynamoDBRecord[] = []
  for (const priority of ['first', 'rest'] as const) {
    const owing = Records.filter(({ dynamodb }) => priorityOf(kindOf(dynamodb)) === priority)
    for (let from = 0; from < owing.length; from += batchSize) {
      const records = owing.slice(from, from + batchSize)
      const refused = await put(priority, records.map(toOwed))
      failed.push(...records.filter((_, i) => refused.includes(i)))
    }
  }
  return retryRecords(failed)
}

export const handler = (event: DynamoDBStreamEvent) => enqueueMails(dependencies, event)

const kindOf = (record: DynamoDBRecord['dynamodb']) => record?.NewImage?.mail?.S ?? ''

function toOwed({ dynamodb }: DynamoDBRecord): OwedMail {
  const { supporterId, sequence } = dynamodb?.NewImage ?? {}
  return owedMail({ supporterId: supporterId?.S as SupporterId, sequence: Number(sequence?.N) })
}

const client = once(queueClient)

const dependencies: EnqueueDependencies = {
  put: (priority, mails) =>
    putBatch(client(), fromEnvironment(priority === 'first' ? 'firstMailQueue' : 'mailQueue'), mails),
}

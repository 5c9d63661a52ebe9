import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Priority } from '../shared/domain/sending-pace.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { priorityOf } from '../shared/mail/kinds.ts'
import { type OwedMail, owedMail } from '../shared/mail/owed-mail.ts'
import { parseMailPartition } from '../shared/store/partitions.ts'

interface EnqueueDependencies {
  /** Queues up to ten mails. @returns the indexes of those that the queue did not accept */
  readonly put: (priority: Priority, mails: readonly OwedMail[]) => Promise<number[]>
}

/** SQS's limit for one call. */
const batchSize = 10

/**
 * Moves owed mails from the ledger's stream, which keeps records for a day and stops at a failure, to queues, which
 * keep messages for two weeks and continue. A mail that is queued twice is sent once; one of an unknown kind is
 * queued too, for a newer version to send.
 */
export async function enqueueMails(
  { put }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const failed: DynamoDBRecord[] = Records.filter((record) => !owedIn(record))
  for (const priority of ['first', 'rest'] as const) {
    const owing = Records.filter(
      (record) => owedIn(record) && priorityOf(kindOf(record.dynamodb)) === priority,
    )
    for (let from = 0; from < owing.length; from += batchSize) {
      const records = owing.slice(from, from + batchSize)
      const mails = records.flatMap((record) => owedIn(record) ?? [])
      const refused = await put(priority, mails)
      failed.push(...records.filter((_, i) => refused.includes(i)))
    }
  }
  return retryRecords(failed)
}

export const handler = (event: DynamoDBStreamEvent) => enqueueMails(dependencies, event)

const kindOf = (record: DynamoDBRecord['dynamodb']) => record?.NewImage?.mail?.S ?? ''

/**
 * Reads the owed mail of a record.
 * @returns undefined for a record in a partition that owes no mails: it is reported, and becomes a dead letter
 */
function owedIn({ dynamodb }: DynamoDBRecord): OwedMail | undefined {
  const { supporterId, sequence } = dynamodb?.NewImage ?? {}
  const partition = parseMailPartition(supporterId?.S)
  return partition && owedMail({ supporterId: partition, sequence: Number(sequence?.N) })
}

const client = once(queueClient)

const dependencies: EnqueueDependencies = {
  put: (priority, mails) =>
    putBatch(client(), fromEnvironment(priority === 'first' ? 'firstMailQueue' : 'mailQueue'), mails),
}

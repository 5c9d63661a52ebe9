import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { MailKind } from '../shared/domain/events.ts'
import type { Priority } from '../shared/domain/sending-pace.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { type OwedMail, owedMail, priorityOf } from '../shared/mail/owed.ts'
import { parseMailPartition } from '../shared/store/partitions.ts'

export interface EnqueueDependencies {
  /** Queues up to ten. @returns the indexes of those that the queue did not take */
  readonly put: (priority: Priority, mails: readonly OwedMail[]) => Promise<number[]>
}

/** All that one call to a queue takes. */
const together = 10

/**
 * Hands what the ledger's events owe from its stream, which keeps a day and stops behind what fails, to queues that
 * keep two weeks and do not. What is queued twice is sent once.
 */
export async function enqueueMails(
  { put }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const failed = Records.filter((record) => !owedIn(record)).map(numberOf)
  for (const priority of ['first', 'rest'] as const) {
    const owing = Records.filter(
      (record) => owedIn(record) && priorityOf(mailOf(record.dynamodb)) === priority,
    )
    for (let from = 0; from < owing.length; from += together) {
      const records = owing.slice(from, from + together)
      const mails = records.flatMap((record) => owedIn(record) ?? [])
      const refused = await put(priority, mails)
      failed.push(...refused.map((i) => numberOf(records[i])))
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

const client = once(queueClient)

export const handler = (event: DynamoDBStreamEvent) =>
  enqueueMails(
    {
      put: (priority, mails) =>
        putBatch(client(), fromEnvironment(priority === 'first' ? 'firstMailQueue' : 'mailQueue'), mails),
    },
    event,
  )

const mailOf = (record: DynamoDBRecord['dynamodb']) => record?.NewImage?.mail?.S as MailKind | undefined

/** @returns undefined for a record in no partition that owes mails: it is reported, and becomes a dead letter */
function owedIn({ dynamodb }: DynamoDBRecord): OwedMail | undefined {
  const { supporterId, sequence } = dynamodb?.NewImage ?? {}
  const partition = parseMailPartition(supporterId?.S)
  return partition && owedMail({ supporterId: partition, sequence: Number(sequence?.N) })
}

const numberOf = (record: DynamoDBRecord | undefined) => record?.dynamodb?.SequenceNumber ?? ''

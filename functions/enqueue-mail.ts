import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { MailKind } from '../shared/domain/events.ts'
import type { Priority } from '../shared/domain/sending-pace.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { type OwedMail, owedMail, priorityOf } from '../shared/mail/owed.ts'

interface EnqueueDependencies {
  /** Queues up to ten mails. @returns the indexes of those that the queue did not take */
  readonly put: (priority: Priority, mails: readonly OwedMail[]) => Promise<number[]>
}

/** The most that one call to a queue takes. */
const together = 10

/**
 * Moves the mails that events owe from the ledger's stream to queues: the stream keeps a record for a day and stops behind
 * a failure, the queues keep a mail for two weeks and go on. A mail that is queued twice is sent once.
 */
async function enqueueMails(
  { put }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const failed: DynamoDBRecord[] = []
  for (const priority of ['first', 'rest'] as const) {
    const owing = Records.filter(({ dynamodb }) => priorityOf(mailOf(dynamodb)) === priority)
    for (let from = 0; from < owing.length; from += together) {
      const records = owing.slice(from, from + together)
      const refused = await put(priority, records.map(toOwed))
      failed.push(...records.filter((_, i) => refused.includes(i)))
    }
  }
  return retryRecords(failed)
}

export const handler = (event: DynamoDBStreamEvent) => enqueueMails(dependencies, event)

const mailOf = (record: DynamoDBRecord['dynamodb']) => record?.NewImage?.mail?.S as MailKind | undefined

function toOwed({ dynamodb }: DynamoDBRecord): OwedMail {
  const { supporterId, sequence } = dynamodb?.NewImage ?? {}
  return owedMail({ supporterId: supporterId?.S as SupporterId, sequence: Number(sequence?.N) })
}

const client = once(queueClient)

const dependencies: EnqueueDependencies = {
  put: (priority, mails) =>
    putBatch(client(), fromEnvironment(priority === 'first' ? 'firstMailQueue' : 'mailQueue'), mails),
}

import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { followedUpTypes } from '../shared/domain/events.ts'
import { chunks } from '../shared/lib/chunks.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { priorityOf } from '../shared/mail/kinds.ts'
import { owedMail } from '../shared/mail/owed-mail.ts'
import { parseMailPartition } from '../shared/store/partitions.ts'
import { owedFollowUp } from '../shared/workflows/owed-follow-up.ts'

/** The queues: for mails that a person is waiting for, for all other mails, and for erasures and address changes. */
const queues = { first: 'firstMailQueue', rest: 'mailQueue', 'follow-up': 'followUpQueue' } as const
type QueueName = keyof typeof queues

interface EnqueueDependencies {
  /** Queues up to ten messages. @returns the indexes of those that the queue did not take */
  readonly put: (queue: QueueName, messages: readonly object[]) => Promise<number[]>
}

/** SQS's limit for one call. */
const batchSize = 10

interface Work {
  readonly queue: QueueName
  readonly message: object
}

/**
 * Moves the work that events owe from the ledger's stream, which keeps records for a day and stops at a failure, to
 * queues, which keep messages for two weeks and go on. Work that is queued twice is done once; a mail of an unknown kind
 * is queued too, for a newer version to send.
 */
export async function enqueueWork(
  { put }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const owed = Records.map((record) => ({ record, work: workIn(record) }))
  // A record that owes nothing is odd: it is reported, and becomes a dead letter.
  const failed = new Set(owed.filter(({ work }) => work.length === 0).map(({ record }) => record))
  for (const name of Object.keys(queues) as QueueName[]) {
    const waiting = owed.flatMap(({ record, work }) =>
      work.filter(({ queue }) => queue === name).map(({ message }) => ({ record, message })),
    )
    for (const batch of chunks(waiting, batchSize)) {
      const messages = batch.map(({ message }) => message)
      const refused = new Set(await put(name, messages))
      for (const [index, { record }] of batch.entries()) if (refused.has(index)) failed.add(record)
    }
  }
  return retryRecords(Records.filter((record) => failed.has(record)))
}

export const handler = (event: DynamoDBStreamEvent) => enqueueWork(dependencies, event)

/** Returns all that a new item owes: a mail, a follow-up, or both. */
function workIn({ dynamodb }: DynamoDBRecord): Work[] {
  const { supporterId, sequence, mail, type } = dynamodb?.NewImage ?? {}
  const partition = parseMailPartition(supporterId?.S)
  const work: Work[] = []
  if (partition && mail?.S !== undefined) {
    const message = owedMail({ supporterId: partition, sequence: Number(sequence?.N) })
    work.push({ queue: priorityOf(mail.S), message })
  }
  const followUp =
    followedUpTypes.some((one) => one === type?.S) && owedFollowUp(partition, Number(sequence?.N))
  if (followUp) work.push({ queue: 'follow-up', message: followUp })
  return work
}

const client = once(queueClient)

const dependencies: EnqueueDependencies = {
  put: (queue, messages) => putBatch(client(), fromEnvironment(queues[queue]), messages),
}

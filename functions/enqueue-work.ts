import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { countsOf, type FirstMailCounts } from '../shared/domain/brake.ts'
import { type FirstMailOutcome, firstMailOutcomes, followedUpTypes } from '../shared/domain/events.ts'
import { chunks } from '../shared/lib/chunks.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { errorFields, log } from '../shared/lib/log.ts'
import { once } from '../shared/lib/once.ts'
import { putBatch, queueClient } from '../shared/lib/queues.ts'
import { retryRecords } from '../shared/lib/stream-batch.ts'
import { priorityOf } from '../shared/mail/kinds.ts'
import { owedMail } from '../shared/mail/owed-mail.ts'
import { runtime } from '../shared/runtime.ts'
import { countFirstMails } from '../shared/store/first-mails.ts'
import { parseMailPartition } from '../shared/store/partitions.ts'
import { owedFollowUp } from '../shared/workflows/owed-follow-up.ts'

/** The queues: for mails that a person is waiting for, for all other mails, and for erasures and address changes. */
const queues = { first: 'firstMailQueue', rest: 'mailQueue', 'follow-up': 'followUpQueue' } as const
type QueueName = keyof typeof queues

interface EnqueueDependencies {
  /** Queues up to ten messages. @returns the indexes of those that the queue did not take */
  readonly put: (queue: QueueName, messages: readonly object[]) => Promise<number[]>
  readonly countFirstMails: (counts: FirstMailCounts) => Promise<void>
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
 * is queued too, for a newer version to send. Counts the outcomes of first mails on the way, in one write, for the brake.
 */
export async function enqueueWork(
  { put, countFirstMails }: EnqueueDependencies,
  { Records }: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const owed = Records.map((record) => ({ record, work: workIn(record) }))
  // A record that owes nothing is odd: it is reported, and becomes a dead letter.
  const failed = new Set(
    owed.filter(({ record, work }) => work.length === 0 && !outcomeIn(record)).map(({ record }) => record),
  )
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
  // The records from the first failed one on come again, and are counted then.
  const firstFailed = Records.findIndex((record) => failed.has(record))
  await count(countFirstMails, firstFailed < 0 ? Records : Records.slice(0, firstFailed))
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

/** Returns how a mail ended, if the event tells. */
function outcomeIn({ dynamodb }: DynamoDBRecord): FirstMailOutcome | undefined {
  return firstMailOutcomes.find((outcome) => outcome === dynamodb?.NewImage?.type?.S)
}

/** Counts the outcomes of first mails. The counts may be a little wrong; mails must not wait for them. */
async function count(
  countFirstMails: EnqueueDependencies['countFirstMails'],
  records: readonly DynamoDBRecord[],
): Promise<void> {
  // A bounce or complaint without a sign-up is about another mail.
  const ofSignUp = (record: DynamoDBRecord) => record.dynamodb?.NewImage?.cycle !== undefined
  const outcomes = records.flatMap((record) => {
    const outcome = outcomeIn(record)
    return outcome && (outcome === 'delivered' || ofSignUp(record)) ? [outcome] : []
  })
  if (outcomes.length === 0) return
  await countFirstMails(countsOf(outcomes)).catch((error) =>
    log('warn', 'firstMailsUncounted', errorFields(error)),
  )
}

const client = once(queueClient)

const dependencies: EnqueueDependencies = {
  put: (queue, messages) => putBatch(client(), fromEnvironment(queues[queue]), messages),
  countFirstMails: (counts) =>
    countFirstMails(runtime.dynamoDb(), fromEnvironment('supportersTable'), counts, runtime.clock()),
}

import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { marshall } from '@aws-sdk/util-dynamodb'
import { followedUpTypes } from '../../../shared/domain/events.ts'
import { digestPartition } from '../../../shared/store/digest-item.ts'
import { sealPartition } from '../../../shared/store/seal-item.ts'
import type { Letter } from './letters.ts'
import type { Tables } from './owed-state.ts'

type Item = Record<string, AttributeValue>

/** A function that reads the ledger's stream. */
interface Follower {
  /** The consequences for people until the events are processed. */
  readonly impact: string
  readonly onReplay: string
  /** Tells whether it processes an event, as the filter of its event source does (`infra/constructs/`). */
  readonly wants: (event: Item) => boolean
}

const followers: Record<string, Follower> = {
  EnqueueWork: {
    impact:
      'The readers of the mails that these events owe wait for them, and personal data is left of people who were erased.',
    onReplay: 'Queues the mails, erasures and address changes. What is done is not done again.',
    wants: ({ mail, type }) => mail !== undefined || followedUpTypes.some((one) => one === type?.S),
  },
  CollectLeaves: {
    impact: 'There is no proof that these events existed on their day.',
    onReplay: 'Collects the events for the next seal. An event that is sealed is not sealed again.',
    wants: ({ hash, type }) => hash !== undefined && type !== undefined,
  },
}

export function followerOf(functionArn: string): Follower | undefined {
  const name = functionArn.split(':').at(6) ?? ''
  return Object.entries(followers).find(([id]) => name.includes(id))?.[1]
}

/** Records in one call: as many as the function's event source would pass at most. */
const batchSize = 100
/** Milliseconds. An event's time is that of its decision, which is a little before it reached the stream. */
const margin = 5 * 60 * 1000
/**
 * Milliseconds. A seal or a digest owes a mail too, and bears the time that it covers, which may be days earlier after an
 * outage. A letter is kept for two weeks and a sent mail is remembered for a month, so that no mail is sent twice.
 */
const coversBefore = 7 * 24 * 60 * 60 * 1000

/**
 * Passes the events that a function could not process to it again. They are read from the ledger, since the stream keeps
 * them for a day. Events of the minutes around are passed too; work that is done is not repeated.
 * @returns how many events it processed; undefined if it failed again
 */
export async function replayBatch(
  { client, ledger }: Tables,
  lambda: LambdaClient,
  { functionArn, from, to }: Extract<Letter, { kind: 'batch' }>,
): Promise<number | undefined> {
  const follower = followerOf(functionArn)
  if (!follower) return undefined
  const [since, until] = [Date.parse(from) - margin, Date.parse(to) + margin]
  const isOfThatTime = (item: Item) =>
    timeOf(item) >= (item.at ? since : since - coversBefore) && timeOf(item) <= until
  const time = (at: number) => new Date(at).toISOString()
  const pages = paginateScan(
    { client },
    {
      TableName: ledger,
      FilterExpression: '#at BETWEEN :from AND :to OR supporterId IN (:seal, :digest)',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: marshall({
        ':from': time(since),
        ':to': time(until),
        ':seal': sealPartition,
        ':digest': digestPartition,
      }),
    },
  )
  let processed = 0
  for await (const { Items = [] } of pages) {
    const events = Items.filter((item) => follower.wants(item) && isOfThatTime(item))
    for (let first = 0; first < events.length; first += batchSize) {
      const records = events.slice(first, first + batchSize).map(recordOf)
      if (!(await processes(lambda, functionArn, records))) return undefined
      processed += records.length
    }
  }
  return processed
}

/** Returns when an event was decided, or the time that a seal or a digest covers. Milliseconds. */
function timeOf({ at, digest, sequence }: Item): number {
  const day = at?.S ?? digest?.M?.day?.S
  return day === undefined ? Number(sequence?.N) : Date.parse(day)
}

/** Returns an event as the stream would pass it. */
function recordOf(item: Item) {
  return {
    eventName: 'INSERT',
    dynamodb: {
      NewImage: item,
      SequenceNumber: item.eventId?.S,
      ApproximateCreationDateTime: Math.floor(timeOf(item) / 1000),
    },
  }
}

async function processes(lambda: LambdaClient, FunctionName: string, Records: object[]): Promise<boolean> {
  const Payload = Buffer.from(JSON.stringify({ Records }))
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }))
  const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null')
  return !answer.FunctionError && !(said?.batchItemFailures?.length > 0)
}

import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { marshall } from '@aws-sdk/util-dynamodb'
import { followedUpTypes } from '../../../shared/domain/events.ts'
import { chunks } from '../../../shared/lib/chunks.ts'
import { digestPartition } from '../../../shared/store/digest-item.ts'
import { sealPartition } from '../../../shared/store/seal-item.ts'
import type { Letter } from './letters.ts'
import type { Tables } from './owed-state.ts'

type Item = Record<string, AttributeValue>

/** A function that reads the ledger's stream. */
interface Follower {
  /** The effect on people until the events are processed. */
  readonly impact: string
  readonly onReplay: string
  /** Checks whether it processes an event, like the filter of its event source (`infra/constructs/`). */
  readonly matches: (event: Item) => boolean
}

const followers: Record<string, Follower> = {
  EnqueueWork: {
    impact:
      'People are waiting for the mails that these events owe, and personal data remains of people who were erased.',
    onReplay: 'Queues the mails, erasures and address changes. Finished work is not repeated.',
    matches: ({ mail, type }) => mail !== undefined || followedUpTypes.some((one) => one === type?.S),
  },
  CollectLeaves: {
    impact: 'There is no proof that these events existed on that day.',
    onReplay: 'Collects the events for the next seal. A sealed event is not sealed again.',
    matches: ({ hash, type }) => hash !== undefined && type !== undefined,
  },
}

export function followerOf(functionArn: string): Follower | undefined {
  const name = functionArn.split(':').at(6) ?? ''
  return Object.entries(followers).find(([id]) => name.includes(id))?.[1]
}

/** The most records in one call, as in the function's event source. */
const batchSize = 100
/** Milliseconds. An event's time is that of its decision, shortly before it reached the stream. */
const margin = 5 * 60 * 1000
/**
 * Milliseconds. A seal or a digest also owes a mail, and has the time that it covers, which may be days earlier after
 * an outage. A letter is kept for two weeks and the record of a sent mail for a month, so that no mail is sent twice.
 */
const coversBefore = 7 * 24 * 60 * 60 * 1000

/**
 * Passes the events that a function could not process to it again. They are read from the ledger, since the stream
 * keeps them for a day only. Events of some minutes before and after are passed too; completed work is not repeated.
 * @returns the number of events processed; undefined if the function failed again
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
    const events = Items.filter((item) => follower.matches(item) && isOfThatTime(item))
    for (const batch of chunks(events, batchSize)) {
      if (!(await processes(lambda, functionArn, batch.map(recordOf)))) return undefined
      processed += batch.length
    }
  }
  return processed
}

/** Returns the time of an event's decision, or the time that a seal or a digest covers, in milliseconds. */
function timeOf({ at, digest, sequence }: Item): number {
  const day = at?.S ?? digest?.M?.day?.S
  return day === undefined ? Number(sequence?.N) : Date.parse(day)
}

/** Converts an event to a stream record. */
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
  const result = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null')
  return !answer.FunctionError && !(result?.batchItemFailures?.length > 0)
}

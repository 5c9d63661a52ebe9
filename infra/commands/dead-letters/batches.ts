import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { marshall } from '@aws-sdk/util-dynamodb'
import { followedUpTypes } from '../../../shared/domain/events.ts'
import { digestPartition } from '../../../shared/store/digest-item.ts'
import { sealPartition } from '../../../shared/store/seal-item.ts'
import type { Letter } from './letters.ts'
import type { Tables } from './owed-state.ts'

type Item = Record<string, AttributeValue>

/** Of a function that follows the ledger: what people suffer from what it never took, and which events it takes. */
interface Follower {
  readonly suffers: string
  readonly replay: string
  /** As the filter of its event source has it (`infra/constructs/`). */
  readonly wants: (event: Item) => boolean
}

const followers: Record<string, Follower> = {
  EnqueueMail: {
    suffers: 'Those whom they owe a mail wait for it.',
    replay: 'Their mails are queued; what was sent before is not sent again.',
    wants: ({ mail }) => mail !== undefined,
  },
  Erase: {
    suffers:
      'Somebody’s data is not all erased. Or they moved to another address, and some is left at the old one.',
    replay: 'It goes on where it stopped.',
    wants: ({ type }) => followedUpTypes.some((one) => one === type?.S),
  },
  CollectLeaves: {
    suffers: 'Those events have no proof that they were there on their day.',
    replay: 'They are collected for the next seal; what is sealed before is not sealed again.',
    wants: ({ hash, type }) => hash !== undefined && type !== undefined,
  },
}

export function followerOf(functionArn: string): Follower | undefined {
  const name = functionArn.split(':').at(6) ?? ''
  return Object.entries(followers).find(([id]) => name.includes(id))?.[1]
}

/** So many records at a time, as the function's own event source would hand them over at most. */
const together = 100
/** An event's time is that of its decision, on its function's clock: not quite when the stream had it. */
const margin = 5 * 60 * 1000
/**
 * A seal or a digest, which owe mails too, name the time that they are about: days before, after a standstill. A letter is
 * kept for two weeks and what was sent is known for a month, so that none is sent again.
 */
const aboutBefore = 7 * 24 * 60 * 60 * 1000

/**
 * Hands a function again what it never took: read from the ledger, which forgets nothing, since the stream keeps a day.
 * It may be handed a few of the minutes around as well; what is done already is not done again.
 * @returns how many events it took; undefined if it failed again
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
    timeOf(item) >= (item.at ? since : since - aboutBefore) && timeOf(item) <= until
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
  let taken = 0
  for await (const { Items = [] } of pages) {
    const events = Items.filter((item) => follower.wants(item) && isOfThatTime(item))
    for (let first = 0; first < events.length; first += together) {
      const records = events.slice(first, first + together).map(recordOf)
      if (!(await takes(lambda, functionArn, records))) return undefined
      taken += records.length
    }
  }
  return taken
}

/** When an event was decided; what a seal or a digest is about. Milliseconds. */
function timeOf({ at, digest, sequence }: Item): number {
  const day = at?.S ?? digest?.M?.day?.S
  return day === undefined ? Number(sequence?.N) : Date.parse(day)
}

/** An event, as its stream would have it. */
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

async function takes(lambda: LambdaClient, FunctionName: string, Records: object[]): Promise<boolean> {
  const Payload = Buffer.from(JSON.stringify({ Records }))
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }))
  const said = JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null')
  return !answer.FunctionError && !(said?.batchItemFailures?.length > 0)
}

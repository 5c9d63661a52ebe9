import { type DynamoDBClient, PutItemCommand, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { OfficePartition } from './partitions.ts'

/** Hashes of events that were collected together and wait to be sealed. Appended to the ledger, never changed. */
export interface Collected {
  /** The time of collection, which decides the seal they belong to. */
  readonly at: Instant
  /**
   * The time at which the oldest event was written, or earlier: only a seal that ends after it can already hold one
   * of them.
   */
  readonly oldest: Instant
  /** 32 bytes each, concatenated: in any order, and perhaps repeated. */
  readonly hashes: Buffer
}

/**
 * One partition for all: it is written a few times a minute, whatever the traffic, and read by time. It holds no
 * events, since no supporter's id reads like this.
 */
const partition = 'leaves' satisfies OfficePartition

/** The sort keys per millisecond: a random part keeps collectors from colliding. */
const perMillisecond = 1000

/**
 * Appends hashes in one write, at one unit for every 32 events.
 * @throws ConditionalCheckFailedException if another collector, or this one before, used the same key: collect again
 */
export async function appendLeaves(
  client: DynamoDBClient,
  table: string,
  { at, oldest, hashes }: Collected,
): Promise<void> {
  const sequence = at * perMillisecond + Math.floor(Math.random() * perMillisecond)
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: marshall({ supporterId: partition, sequence, oldest, hashes }),
      ConditionExpression: 'attribute_not_exists(supporterId)',
    }),
  )
}

/** Returns the time at which the first hashes after `from` were collected. */
export async function firstLeafAfter(
  client: DynamoDBClient,
  table: string,
  from: Instant | undefined,
): Promise<Instant | undefined> {
  const { Items } = await client.send(new QueryCommand({ ...range(table, from), Limit: 1 }))
  return Items?.[0] && collectedIn(Items[0]).at
}

/** Reads everything collected after `from`, up to and including `to`, a megabyte at a time. */
export async function* leavesBetween(
  client: DynamoDBClient,
  table: string,
  from: Instant | undefined,
  to: Instant,
): AsyncGenerator<Collected> {
  for await (const { Items = [] } of paginateQuery({ client }, range(table, from, to))) {
    yield* Items.map(collectedIn)
  }
}

function range(TableName: string, from: Instant = -1, to?: Instant) {
  const end = to === undefined ? Number.MAX_SAFE_INTEGER : (to + 1) * perMillisecond - 1
  return {
    TableName,
    KeyConditionExpression: 'supporterId = :leaves AND #sequence BETWEEN :begin AND :end',
    ExpressionAttributeNames: { '#sequence': 'sequence' },
    ExpressionAttributeValues: marshall({
      ':leaves': partition,
      ':begin': (from + 1) * perMillisecond,
      ':end': end,
    }),
    ConsistentRead: true,
  }
}

function collectedIn(item: Parameters<typeof unmarshall>[0]): Collected {
  const { sequence, oldest, hashes } = unmarshall(item) as {
    sequence: number
    oldest: number
    hashes: Uint8Array
  }
  return { at: Math.floor(sequence / perMillisecond), oldest, hashes: Buffer.from(hashes) }
}

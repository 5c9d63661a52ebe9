import { type DynamoDBClient, PutItemCommand, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { OfficePartition } from './partitions.ts'

/** Hashes of events that were collected together, waiting to be sealed. Appended to the ledger, never changed. */
export interface Collected {
  /** When they were collected: what decides which seal they are in. */
  readonly at: Instant
  /** When the oldest of the events was written, or before: an earlier seal can only hold it if it came later. */
  readonly oldest: Instant
  /** 32 bytes each, one after the other: in any order, and perhaps not for the first time. */
  readonly hashes: Buffer
}

/**
 * One partition for all: it is written a few times a minute, whatever the traffic, and read by time. No event stands
 * in it, since no supporter's id reads like this.
 */
const partition = 'leaves' satisfies OfficePartition

/** Sort keys: milliseconds, and a random part so that collectors do not meet. */
const perMillisecond = 1000

/**
 * One write, one unit for each 32 events.
 * @throws ConditionalCheckFailedException if another was written in the same moment, or this one before: collect again
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

/** When the first hashes after `from` were collected. */
export async function firstLeafAfter(
  client: DynamoDBClient,
  table: string,
  from: Instant | undefined,
): Promise<Instant | undefined> {
  const { Items } = await client.send(new QueryCommand({ ...range(table, from), Limit: 1 }))
  return Items?.[0] && collectedIn(Items[0]).at
}

/** Everything collected after `from`, up to and with `to`, a megabyte at a time. */
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

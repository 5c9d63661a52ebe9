import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Seal } from '../chain/seal.ts'
import type { Instant } from '../domain/events.ts'
import { compact } from '../lib/compact.ts'
import {
  fromSealItem,
  pageKey,
  planKey,
  type StoredSeal,
  sealIn,
  sealPartition,
  toSealItem,
} from './seal-item.ts'

/** The largest difference between the clocks of functions and of the database, in milliseconds. */
export const clockSkew = 60_000

/**
 * Lists seals, newest first.
 * @param before `next` of the previous page
 * @returns `next` if there may be more
 */
export async function listSeals(
  client: DynamoDBClient,
  table: string,
  { before, limit = 50 }: { readonly before?: string; readonly limit?: number } = {},
): Promise<{ readonly seals: readonly Seal[]; readonly next?: string }> {
  const upTo = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before) - 1
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({ ...sealsQuery(table, '<=', upTo), ScanIndexForward: false, Limit: limit }),
  )
  const seals = Items.map((item) => fromSealItem(item).seal)
  const next = LastEvaluatedKey && seals.at(-1)?.to
  return compact({ seals, next })
}

/**
 * Reads seals that end at or before `upTo`, newest first; or at or after `since`, oldest first. Each is read on
 * demand.
 */
export async function* walkSeals(
  client: DynamoDBClient,
  table: string,
  bound: { readonly upTo: Instant } | { readonly since: Instant },
): AsyncGenerator<StoredSeal> {
  const back = 'upTo' in bound
  const query = back ? sealsQuery(table, '<=', bound.upTo) : sealsQuery(table, '>=', bound.since)
  for await (const { Items = [] } of paginateQuery(
    { client, pageSize: 1 },
    { ...query, ScanIndexForward: !back },
  )) {
    yield* Items.map(fromSealItem)
  }
}

/**
 * Reads the hashes on a page of a seal, sorted and concatenated.
 * @throws an Error if the page is missing
 */
export async function readPage(
  client: DynamoDBClient,
  table: string,
  seal: Seal,
  page: number,
): Promise<Buffer> {
  const hashes = await findPage(client, table, seal, page)
  if (!hashes) throw new Error(`page ${page} of seal ${seal.number} is missing`)
  return hashes
}

/**
 * Reads a page of a seal.
 * @returns undefined if it is missing, which only someone with access to the account can cause
 */
export async function findPage(
  client: DynamoDBClient,
  table: string,
  seal: Seal,
  page: number,
): Promise<Buffer | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: pageKey(seal, page), ConsistentRead: true }),
  )
  return Item?.hashes?.B && Buffer.from(Item.hashes.B)
}

/**
 * Fixes the end of a seal, once: every run then seals the same.
 * @returns the end, and whether it had been fixed before
 */
export async function planOnce(
  client: DynamoDBClient,
  table: string,
  number: number,
  to: Instant,
): Promise<{ readonly to: Instant; readonly resumed: boolean }> {
  const planned = await putOnce(client, table, { ...planKey(number), to: { N: String(to) } })
  return { to: planned ? Number(planned.to?.N) : to, resumed: planned !== undefined }
}

/** Writes the pages in order: the pages left by a run that died are the first ones. */
export async function writePages(
  client: DynamoDBClient,
  table: string,
  { number, root }: Pick<Seal, 'number' | 'root'>,
  pages: readonly Buffer[],
  resumed: boolean,
): Promise<void> {
  const first = resumed ? await pagesWritten(client, table, { number, root }) : 0
  for (const [i, page] of pages.entries()) {
    if (i >= first) await putOnce(client, table, { ...pageKey({ number, root }, i), hashes: { B: page } })
  }
}

/** Writes the seal, unless another run did: then that one is the same. */
export async function writeSeal(
  client: DynamoDBClient,
  table: string,
  { seal, directory }: StoredSeal,
): Promise<void> {
  await putOnce(client, table, marshall(toSealItem(sealIn(seal), directory)))
}

function sealsQuery(TableName: string, comparison: '<=' | '>=', to: Instant) {
  return {
    TableName,
    KeyConditionExpression: `supporterId = :seal AND #sequence ${comparison} :to`,
    ExpressionAttributeNames: { '#sequence': 'sequence' },
    ExpressionAttributeValues: marshall({ ':seal': sealPartition, ':to': to }),
    ConsistentRead: true,
  }
}

async function pagesWritten(
  client: DynamoDBClient,
  TableName: string,
  seal: Pick<Seal, 'number' | 'root'>,
): Promise<number> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'supporterId = :pages',
      ExpressionAttributeValues: { ':pages': pageKey(seal, 0).supporterId as AttributeValue },
      ProjectionExpression: '#sequence',
      ExpressionAttributeNames: { '#sequence': 'sequence' },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  )
  return Items?.[0] ? Number(Items[0].sequence?.N) + 1 : 0
}

/**
 * Writes an item unless there is one.
 * @returns the item that was there already, if any
 */
async function putOnce(
  client: DynamoDBClient,
  TableName: string,
  Item: Record<string, AttributeValue>,
): Promise<Record<string, AttributeValue> | undefined> {
  try {
    await client.send(
      new PutItemCommand({
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(supporterId)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return undefined
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
    return error.Item ?? {}
  }
}

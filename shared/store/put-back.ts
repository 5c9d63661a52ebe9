import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  type DynamoDBClient,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import { chunks } from '../lib/chunks.ts'
import { evidenceItem, profileItem } from './supporter-item.ts'

type Item = Record<string, AttributeValue>

/**
 * Replaces the records of one table by those of another, which was restored and reconciled. The other items beside
 * them stay: mail markers, the sending pace, limits, and copies that wait, which no backup has more recent. Safe to
 * repeat. Nothing may write to either table meanwhile. Keeps the keys in memory: 100 bytes each.
 * @returns the number of items written, and of items removed because the other table does not have them
 */
export async function putBack(
  client: DynamoDBClient,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<{ readonly written: number; readonly removed: number }> {
  const restored = new Set<string>()
  for await (const items of recordsOf(client, from)) {
    for (const item of items) restored.add(nameOf(item))
    await write(
      client,
      into,
      items.map((Item) => ({ PutRequest: { Item } })),
    )
  }
  let removed = 0
  for await (const items of recordsOf(client, into)) {
    const stale = items.filter((item) => !restored.has(nameOf(item)))
    await write(
      client,
      into,
      stale.map(({ supporterId, item }) => ({ DeleteRequest: { Key: { supporterId, item } as Item } })),
    )
    removed += stale.length
  }
  return { written: restored.size, removed }
}

async function* recordsOf(client: DynamoDBClient, TableName: string): AsyncGenerator<Item[]> {
  const pages = paginateScan(
    { client },
    {
      TableName,
      FilterExpression: '#item = :profile OR begins_with(#item, :evidence)',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':profile': { S: profileItem }, ':evidence': { S: evidenceItem } },
      ConsistentRead: true,
    },
  )
  for await (const { Items = [] } of pages) yield Items
}

const nameOf = ({ supporterId, item }: Item) => `${supporterId?.S} ${item?.S}`

/** The most writes in a DynamoDB batch. */
const batchSize = 25

async function write(
  client: DynamoDBClient,
  table: string,
  requests: readonly WriteRequest[],
): Promise<void> {
  for (const batch of chunks(requests, batchSize)) {
    let left: WriteRequest[] | undefined = batch
    for (let pause = 50; left && left.length > 0; pause = Math.min(2 * pause, 5000)) {
      const reply: BatchWriteItemCommandOutput = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
      )
      left = reply.UnprocessedItems?.[table]
      if (left && left.length > 0) await sleep(pause)
    }
  }
}

import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import type { RequestId } from '../domain/requests/request-id.ts'
import { conflictIn } from './conflict.ts'

/** The register's table. */
export interface RequestTable {
  readonly client: DynamoDBClient
  readonly TableName: string
}

type Item = Record<string, AttributeValue>

export async function queryAll(
  { client, TableName }: RequestTable,
  input: Omit<QueryCommandInput, 'TableName'>,
): Promise<Item[]> {
  const items: Item[] = []
  for await (const { Items = [] } of paginateQuery({ client }, { TableName, ...input })) items.push(...Items)
  return items
}

/** Reads all items of a request, strongly consistent. */
export function itemsOf(table: RequestTable, id: RequestId): Promise<Item[]> {
  return queryAll(table, {
    KeyConditionExpression: 'requestId = :id',
    ExpressionAttributeValues: { ':id': { S: id } },
    ConsistentRead: true,
  })
}

/**
 * Writes items in one transaction.
 * @returns false if a condition failed, or another write came at the same moment
 */
export async function transact({ client }: RequestTable, items: TransactWriteItem[]): Promise<boolean> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: items }))
    return true
  } catch (error) {
    conflictIn(error)
    return false
  }
}

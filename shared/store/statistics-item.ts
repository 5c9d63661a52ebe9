import { type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Statistics } from '../domain/statistics.ts'
import type { OfficePartition } from './partitions.ts'

/** The partition of statistics, where events have a supporter's id. They owe no mail and are not events. */
const partition = 'statistics' satisfies OfficePartition

/** Appends counts to the ledger, by the millisecond of counting. They are never changed. */
export async function appendStatistics(
  client: DynamoDBClient,
  table: string,
  counted: Statistics,
): Promise<void> {
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: marshall({ supporterId: partition, sequence: Date.parse(counted.countedAt), schema: 1, counted }),
    }),
  )
}

/** Returns the latest counts; undefined before the first. */
export async function latestStatistics(
  client: DynamoDBClient,
  table: string,
): Promise<Statistics | undefined> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'supporterId = :partition',
      ExpressionAttributeValues: { ':partition': { S: partition } },
      ScanIndexForward: false,
      Limit: 1,
    }),
  )
  return Items?.[0] && (unmarshall(Items[0]) as { counted: Statistics }).counted
}

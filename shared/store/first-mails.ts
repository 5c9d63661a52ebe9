import { type DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { brakeWindow, type FirstMailCounts, type FirstMailHour, hourOf } from '../domain/brake.ts'
import { firstMailOutcomes, type Instant } from '../domain/events.ts'
import type { SupportersPartition } from './partitions.ts'

/** The partition of the hours' counts. Only the stream's reader writes there, once for a whole batch of events. */
const partition = 'brake' satisfies SupportersPartition
const itemOf = (hour: number) => `hour#${String(hour).padStart(8, '0')}`
const hourMs = 60 * 60 * 1000

/** Adds outcomes of first mails to the counts of the hour. */
export async function countFirstMails(
  client: DynamoDBClient,
  table: string,
  counts: FirstMailCounts,
  at: Instant,
): Promise<void> {
  const hour = hourOf(at)
  const sums = firstMailOutcomes.map((outcome) => `${outcome} :${outcome}`).join(', ')
  const values = firstMailOutcomes.map((outcome) => [`:${outcome}`, counts[outcome]])
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: marshall({ supporterId: partition, item: itemOf(hour) }),
      UpdateExpression: `ADD ${sums} SET expiresAt = :end`,
      ExpressionAttributeValues: marshall({
        ...Object.fromEntries(values),
        ':end': ((hour + 2 * brakeWindow) * hourMs) / 1000,
      }),
    }),
  )
}

/** Reads the counts of the hours that the brake looks at. */
export async function readFirstMails(
  client: DynamoDBClient,
  table: string,
  at: Instant,
): Promise<FirstMailHour[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'supporterId = :brake AND #item > :first',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: marshall({
        ':brake': partition,
        ':first': itemOf(hourOf(at) - brakeWindow),
      }),
    }),
  )
  return Items.map((item) => {
    const { item: name, delivered, bounced, complained, confirmed } = unmarshall(item)
    return { hour: Number(String(name).slice('hour#'.length)), delivered, bounced, complained, confirmed }
  })
}

import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { PlainDate } from '../domain/requests/calendar.ts'
import type { Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { cursorOf, parseCursor, SupportersKey } from './cursor.ts'
import type { SupportersPartition } from './partitions.ts'
import { fromSupporterItem, profileItem, type SupporterItem } from './supporter-item.ts'

/** How far the round over all records of a day is. */
export interface RetentionRound {
  readonly day: PlainDate
  readonly done: boolean
  /** Where its next page begins; from the beginning, if left out. */
  readonly from?: string
}

export interface RetentionRounds {
  current(): Promise<RetentionRound | undefined>
  save(round: RetentionRound): Promise<void>
}

const key = { supporterId: 'retention' satisfies SupportersPartition, item: 'round' }

export function retentionRounds(client: DynamoDBClient, TableName: string): RetentionRounds {
  return {
    async current() {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: marshall(key), ConsistentRead: true }),
      )
      if (!Item) return undefined
      const { day, done, from } = unmarshall(Item) as RetentionRound
      return compact({ day, done, from })
    },

    async save(round) {
      await client.send(new PutItemCommand({ TableName, Item: marshall({ ...key, ...round }) }))
    },
  }
}

export interface SupporterPages {
  /** Those of a page that may have something to forget. A page is a megabyte of the table: 128 units of reading. */
  page(from?: string): Promise<{ records: readonly (readonly [SupporterId, Supporter])[]; next?: string }>
}

export function supporterPages(client: DynamoDBClient, TableName: string): SupporterPages {
  return {
    async page(from) {
      const start = from === undefined ? undefined : parseCursor(from, SupportersKey)
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand(
          compact({
            TableName,
            FilterExpression:
              '#item = :profile AND (attribute_exists(#signUp) OR attribute_exists(#incoming) OR #status IN (:unsubscribed, :suppressed))',
            ExpressionAttributeNames: {
              '#item': 'item',
              '#signUp': 'signUp',
              '#incoming': 'incomingAddressChange',
              '#status': 'status',
            },
            ExpressionAttributeValues: marshall({
              ':profile': profileItem,
              ':unsubscribed': 'unsubscribed',
              ':suppressed': 'suppressed',
            }),
            ExclusiveStartKey: start,
          }),
        ),
      )
      return {
        records: Items.map(recordIn),
        ...(LastEvaluatedKey && { next: cursorOf(LastEvaluatedKey) }),
      }
    },
  }
}

function recordIn(item: Record<string, AttributeValue>): [SupporterId, Supporter] {
  const stored = unmarshall(item) as SupporterItem
  return [stored.supporterId, fromSupporterItem(stored)]
}

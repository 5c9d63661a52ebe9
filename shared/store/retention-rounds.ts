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

/** The progress of a day's round over all records. */
export interface RetentionRound {
  readonly day: PlainDate
  readonly done: boolean
  /** The start of its next page; the beginning, if omitted. */
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
  /** Reads the records of a page that may have data to delete. A page is a megabyte of the table: 128 read units. */
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

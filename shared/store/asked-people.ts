import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { SupportersPartition } from './partitions.ts'

const day = 24 * 60 * 60 * 1000

export interface AskedPeople {
  /**
   * Counts the people that an officer asks about, of the day in UTC. One write, no read; people beyond the limit are not
   * counted.
   * @param officer the id of {@link Officer}
   * @returns 0 within the limit, otherwise the seconds until the next day
   */
  add(officer: string, people: number, at: Instant): Promise<number>
}

/** Counts per officer and day, for a day or two only. */
export function askedPeople(client: DynamoDBClient, table: string, perDay: number): AskedPeople {
  return {
    async add(officer, people, at) {
      const end = (Math.floor(at / day) + 1) * day
      const supporterId: SupportersPartition = `asked#${officer}#${new Date(at).toISOString().slice(0, 10)}`
      if (people > perDay) return secondsUntil(end, at)
      const first = 'attribute_not_exists(people)'
      const withinLimit = 'people <= :room'
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshall({ supporterId, item: 'limit' }),
            UpdateExpression: 'ADD people :people SET expiresAt = :end',
            ConditionExpression: `${first} OR ${withinLimit}`,
            ExpressionAttributeValues: marshall({
              ':people': people,
              ':room': perDay - people,
              ':end': (end + day) / 1000,
            }),
          }),
        )
        return 0
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return secondsUntil(end, at)
        throw error
      }
    },
  }
}

const secondsUntil = (end: Instant, at: Instant) => Math.ceil((end - at) / 1000)

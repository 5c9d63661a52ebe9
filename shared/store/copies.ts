import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** The largest copy, in bytes. A DynamoDB item holds 400 KB, including its names and keys. */
export const largestCopy = 390 * 1024

/**
 * Copies of a person's data, beside the supporter, that wait for download. The office makes them, so that the public
 * function that delivers one reads nothing else. The latest replaces any before; it expires by itself.
 */
export interface Copies {
  put(id: SupporterId, archive: Uint8Array, expiresAt: Instant): Promise<void>
  /** @returns undefined if there is none, or it has expired */
  get(id: SupporterId, at: Instant): Promise<Buffer | undefined>
}

export function copies(client: DynamoDBClient, TableName: string): Copies {
  const keyOf = (supporterId: SupporterId) => ({ supporterId, item: 'export' })
  return {
    async put(id, archive, expiresAt) {
      const Item = marshall({ ...keyOf(id), archive, expiresAt: Math.ceil(expiresAt / 1000) })
      await client.send(new PutItemCommand({ TableName, Item }))
    },

    async get(id, at) {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: marshall(keyOf(id)) }))
      const { archive, expiresAt } = Item ? unmarshall(Item) : {}
      return archive && at < expiresAt * 1000 ? Buffer.from(archive) : undefined
    },
  }
}

import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** An item of DynamoDB holds 400 KB, its names and keys among them. */
export const largestCopy = 390 * 1024

/**
 * Copies of data that wait for their download, beside the supporter: made in the office, so that the public function
 * which hands one over reads nothing else. The latest takes the place of any before; it goes by itself.
 */
export interface Copies {
  put(id: SupporterId, archive: Uint8Array, expiresAt: Instant): Promise<void>
  /** @returns undefined if there is none, or none any more */
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

import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Sequence } from '../domain/events.ts'
import type { Supporter } from '../domain/supporter.ts'
import { isSupporterId, type SupporterId } from '../domain/supporter-id.ts'
import type { LedgerItem } from './ledger-item.ts'
import { chainOf } from './look-up.ts'
import { profileItem, type SupporterTables, toSupporterItems } from './supporter-item.ts'
import { supporterStore } from './supporter-store.ts'

/** The supporters as restored, and the ledger as it is now. */
export interface RestoredTables {
  /** Lists every person in the ledger, with the sequence of their last event: a scan of the whole ledger. */
  people(): AsyncGenerator<readonly [SupporterId, Sequence]>
  profile(id: SupporterId): Promise<Supporter | undefined>
  /** Reads all events of one supporter, oldest first. */
  events(id: SupporterId): Promise<LedgerItem[]>
  /**
   * Replaces the restored record, or deletes it.
   * @returns false if it has changed since it was restored
   */
  write(id: SupporterId, restored: Supporter | undefined, record: Supporter | undefined): Promise<boolean>
}

export function restoredTables(
  client: DynamoDBClient,
  tables: SupporterTables,
  pendingFor: number,
): RestoredTables {
  const store = supporterStore(client, tables, pendingFor)
  const TableName = tables.supporters
  return {
    // A partition comes whole and in order. If it came in two parts, it would be checked twice.
    async *people() {
      let present: readonly [SupporterId, Sequence] | undefined
      const pages = paginateScan(
        { client },
        {
          TableName: tables.ledger,
          ProjectionExpression: 'supporterId, #sequence',
          ExpressionAttributeNames: { '#sequence': 'sequence' },
          ConsistentRead: true,
        },
      )
      for await (const { Items = [] } of pages) {
        for (const { supporterId, sequence } of Items.map(keysIn)) {
          // The ledger also holds seals, leaves and the audit trail, under other names.
          if (!isSupporterId(supporterId)) continue
          if (present && present[0] !== supporterId) yield present
          present = [supporterId, sequence]
        }
      }
      if (present) yield present
    },

    profile: (id) => store.find(id),

    events: (id) => chainOf(client, tables.ledger, id),

    async write(id, restored, record) {
      const condition = restored
        ? {
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: marshall({ ':version': restored.version }),
          }
        : { ConditionExpression: 'attribute_not_exists(supporterId)' }
      try {
        if (record) {
          const { profile, older } = toSupporterItems(id, record, pendingFor)
          const toItem = (value: object) => marshall(value, { removeUndefinedValues: true })
          if (older) await client.send(new PutItemCommand({ TableName, Item: toItem(older) }))
          await client.send(new PutItemCommand({ TableName, Item: toItem(profile), ...condition }))
        } else if (restored) {
          const Key = marshall({ supporterId: id, item: profileItem })
          await client.send(new DeleteItemCommand({ TableName, Key, ...condition }))
        }
        return true
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false
        throw error
      }
    },
  }
}

const keysIn = (item: Parameters<typeof unmarshall>[0]) =>
  unmarshall(item) as { supporterId: string; sequence: number }

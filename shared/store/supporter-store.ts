import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant } from '../domain/events.ts'
import { type Supporter, unknownSupporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { conflictIn } from './conflict.ts'
import { parseChainEnd } from './ledger-item.ts'
import { fromSupporterItem, profileKey, type SupporterItem, type SupporterTables } from './supporter-item.ts'
import { type Change, changeWrites, decoyWrites, type Step } from './supporter-writes.ts'

export interface SupporterStore {
  /** Loads a supporter in one round trip, by two reads in parallel. Strongly consistent. */
  load(id: SupporterId): Promise<Supporter>
  /** Loads a supporter in one read, where nothing is decided. @returns undefined for a record with nothing held */
  find(id: SupporterId): Promise<Supporter | undefined>
  /**
   * Appends the event and writes the state in one transaction, on the condition that nothing has happened since
   * `before` was loaded.
   * @returns the current state instead, if something has; `undefined` if it has to be loaded again
   */
  append(
    id: SupporterId,
    before: Supporter,
    step: Step,
  ): Promise<{ committed: true } | { committed: false; present?: Supporter }>
  /**
   * Appends to several records in one transaction: all are written, or none.
   * @returns false if something has happened to one of them
   */
  appendAll(changes: readonly Change[]): Promise<boolean>
  /**
   * Writes decoy items in a transaction of an append's shape and size, so that timing does not reveal who is known
   * (`npm run bench:timing`).
   */
  writeDecoy(id: SupporterId, at: Instant): Promise<void>
}

/**
 * Creates a store.
 * @param pendingFor milliseconds that an unconfirmed sign-up is kept
 */
export function supporterStore(
  client: DynamoDBClient,
  tables: SupporterTables,
  pendingFor: number,
): SupporterStore {
  const transact = (items: TransactWriteItem[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: items }))
  const writesOf = (change: Change) => changeWrites(tables, change, pendingFor)

  return {
    find: (id) => readProfile(client, tables.supporters, id),

    async load(id) {
      const [profile, last] = await Promise.all([
        readProfile(client, tables.supporters, id),
        readChainEnd(client, tables.ledger, id),
      ])
      return profile ?? unknownSupporter(last?.sequence, last?.hash)
    },

    async append(id, before, step) {
      try {
        await transact(writesOf({ id, before, ...step }))
        return { committed: true }
      } catch (error) {
        const present = toSupporter(conflictIn(error)[0]?.Item)
        return compact({ committed: false, present })
      }
    },

    async appendAll(changes) {
      try {
        await transact(changes.flatMap(writesOf))
        return true
      } catch (error) {
        conflictIn(error)
        return false
      }
    },

    async writeDecoy(id, at) {
      try {
        await transact(decoyWrites(tables, id, at))
      } catch (error) {
        conflictIn(error)
      }
    },
  }
}

async function readProfile(
  client: DynamoDBClient,
  TableName: string,
  id: SupporterId,
): Promise<Supporter | undefined> {
  const Key = profileKey(id)
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
  return toSupporter(Item)
}

/**
 * Reads the end of a chain. The ledger outlives a deleted profile (never confirmed, or erased): the next event
 * follows the last.
 */
async function readChainEnd(client: DynamoDBClient, TableName: string, id: SupporterId) {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'supporterId = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  )
  return Items?.[0] && parseChainEnd(unmarshall(Items[0]))
}

const toSupporter = (item: Record<string, AttributeValue> | undefined) =>
  item && fromSupporterItem(unmarshall(item) as SupporterItem)

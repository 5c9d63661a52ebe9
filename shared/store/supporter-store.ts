import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { type Supporter, unknownSupporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { conflictIn } from './conflict.ts'
import { parseChainEnd } from './ledger-item.ts'
import { fromSupporterItem, profileKey, type SupporterItem, type SupporterTables } from './supporter-item.ts'
import { type Change, changeWrites, type Step } from './supporter-writes.ts'

export interface SupporterStore {
  /** Loads a supporter in one round trip, by two reads in parallel. Strongly consistent. */
  load(id: SupporterId): Promise<Supporter>
  /**
   * Loads a supporter for a form that a queue may deliver twice. Reads the last events with eventual consistency, at half
   * the price: a decision on an outdated one conflicts when it is written.
   * @returns undefined if one of the last events is the form's
   */
  loadForForm(id: SupporterId, eventId: string): Promise<Supporter | undefined>
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

    async loadForForm(id, eventId) {
      const [profile, latest] = await Promise.all([
        readProfile(client, tables.supporters, id),
        readLatest(client, tables.ledger, id, { limit: eventsOfOneUnit, consistent: false }),
      ])
      if (latest.some((event) => event.eventId === eventId)) return undefined
      const last = latest[0] && parseChainEnd(latest[0])
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
  const [last] = await readLatest(client, TableName, id, { limit: 1, consistent: true })
  return last && parseChainEnd(last)
}

/** An event takes up to 1 KB, and 4 KB are read at the price of one. */
const eventsOfOneUnit = 4

/** Reads the last events of a chain, the last one first. */
async function readLatest(
  client: DynamoDBClient,
  TableName: string,
  id: SupporterId,
  { limit, consistent }: { limit: number; consistent: boolean },
): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'supporterId = :id',
      ExpressionAttributeValues: { ':id': { S: id } },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: consistent,
    }),
  )
  return Items.map((item) => unmarshall(item))
}

const toSupporter = (item: Record<string, AttributeValue> | undefined) =>
  item && fromSupporterItem(unmarshall(item) as SupporterItem)

import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { Instant, SupporterEvent } from '../domain/events.ts'
import { type Supporter, unknownSupporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { conflictIn } from './conflict.ts'
import { parseChainEnd, toLedgerItem } from './ledger-item.ts'
import { fromSupporterItem, profileItem, type SupporterItem, toSupporterItems } from './supporter-item.ts'

/** An event and the state that it leads to. */
export interface Step {
  readonly event: SupporterEvent
  readonly after: Supporter
}

/** A step of one record, and the state that it was decided on. */
export interface Change extends Step {
  readonly id: SupporterId
  readonly before: Supporter
}

export interface SupporterStore {
  /** One round trip, two reads in parallel; strongly consistent. */
  load(id: SupporterId): Promise<Supporter>
  /** The same in one read, for who decides nothing: undefined for somebody of whom nothing is held. */
  find(id: SupporterId): Promise<Supporter | undefined>
  /**
   * Appends the event and writes the state in one transaction, on the condition that nothing happened since `before`
   * was loaded.
   * @returns the present state instead, if something did; `undefined` if it has to be loaded again
   */
  append(
    id: SupporterId,
    before: Supporter,
    step: Step,
  ): Promise<{ committed: true } | { committed: false; present?: Supporter }>
  /**
   * The same for several records in one transaction: all are written, or none.
   * @returns whether they were; else something happened to one of them since
   */
  appendAll(changes: readonly Change[]): Promise<boolean>
  /**
   * Writes nothing that matters, in a transaction of an append's shape and size, so that its time tells nobody who is
   * known (`npm run bench:timing`). Both items stand in the supporters' table: the ledger forgets nothing.
   */
  writeDecoy(id: SupporterId, at: Instant): Promise<void>
}

export interface SupporterTables {
  readonly supporters: string
  readonly ledger: string
}

/** @param pendingFor milliseconds that an unconfirmed sign-up is kept */
export function supporterStore(
  client: DynamoDBClient,
  tables: SupporterTables,
  pendingFor: number,
): SupporterStore {
  const profileKey = (id: SupporterId) => marshall({ supporterId: id, item: profileItem })

  const getProfile = async (id: SupporterId) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tables.supporters, Key: profileKey(id), ConsistentRead: true }),
    )
    return toSupporter(Item)
  }

  // A profile can be gone (never confirmed, or erased) while its ledger goes on: the next event follows the last.
  const lastEvent = async (id: SupporterId) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: tables.ledger,
        KeyConditionExpression: 'supporterId = :id',
        ExpressionAttributeValues: { ':id': { S: id } },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    )
    return Items?.[0] && parseChainEnd(unmarshall(Items[0]))
  }

  const transact = (items: TransactWriteItem[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: items }))

  // The state stands first: its condition is what a conflict is told by.
  const writesOf = ({ id, before, event, after }: Change): TransactWriteItem[] => {
    const item = toLedgerItem(id, event, before.head)
    const { profile, older } = toSupporterItems(id, { ...after, head: item.hash }, pendingFor)
    const unchanged = {
      ...nothingHappenedSince(before),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }
    const put = (item: object) => ({ TableName: tables.supporters, Item: toItem(item) })
    return [
      // Of somebody of whom nothing is held any more, no item stays.
      after.status === 'unknown'
        ? { Delete: { TableName: tables.supporters, Key: profileKey(id), ...unchanged } }
        : { Put: { ...put(profile), ...unchanged } },
      {
        Put: {
          TableName: tables.ledger,
          Item: toItem(item),
          ConditionExpression: 'attribute_not_exists(supporterId)',
        },
      },
      ...(older ? [{ Put: put(older) }] : []),
    ]
  }

  return {
    find: getProfile,

    async load(id) {
      const [profile, last] = await Promise.all([getProfile(id), lastEvent(id)])
      return profile ?? unknownSupporter(last?.sequence, last?.hash)
    },

    async append(id, before, step) {
      try {
        await transact(writesOf({ id, before, ...step }))
        return { committed: true }
      } catch (error) {
        const present = toSupporter(conflictIn(error)[0]?.Item)
        return { committed: false, ...(present && { present }) }
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
      const shadow = (item: string) => ({
        Put: {
          TableName: tables.supporters,
          Item: marshall({ supporterId: id, item, expiresAt: Math.ceil(at / 1000), padding }),
          ConditionExpression: 'attribute_not_exists(version)',
        },
      })
      try {
        await transact([shadow('shadow'), shadow('shadow-event')])
      } catch (error) {
        conflictIn(error)
      }
    },
  }
}

/** A shadow is as large as a profile or an event usually is: under 1 KB, one unit. */
const padding = 'x'.repeat(700)

/**
 * Absent, or at the version decided on: never "either". The two reads of a load are not one: a profile missed by the
 * first may be in the ledger by the second.
 */
function nothingHappenedSince(before: Supporter) {
  if (before.status === 'unknown') return { ConditionExpression: 'attribute_not_exists(supporterId)' }
  return {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': { N: String(before.version) } },
  }
}

const toItem = (value: object): Record<string, AttributeValue> =>
  marshall(value, { removeUndefinedValues: true })

const toSupporter = (item: Record<string, AttributeValue> | undefined) =>
  item && fromSupporterItem(unmarshall(item) as SupporterItem)

import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { SupporterEvent } from '../domain/events.ts'
import { isBlank, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { toLedgerItem } from './ledger-item.ts'
import { profileKey, type SupporterTables, toSupporterItems } from './supporter-item.ts'

/** An event, and the state after it. */
export interface Step {
  readonly event: SupporterEvent
  readonly after: Supporter
}

/** A step of one record, and the state on which it was decided. */
export interface Change extends Step {
  readonly id: SupporterId
  readonly before: Supporter
}

/**
 * Returns the writes of a change for one transaction. The state is first: its condition reveals a conflict.
 * @param pendingFor milliseconds that an unconfirmed sign-up is kept
 */
export function changeWrites(
  { supporters, ledger }: SupporterTables,
  { id, before, event, after }: Change,
  pendingFor: number,
): TransactWriteItem[] {
  const item = toLedgerItem(id, event, before.head)
  const { profile, older } = toSupporterItems(id, { ...after, head: item.hash }, pendingFor)
  const unchanged = {
    ...unchangedSince(before),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }
  return [
    // A record with nothing held has no item.
    isBlank(after)
      ? { Delete: { TableName: supporters, Key: profileKey(id), ...unchanged } }
      : { Put: { ...put(supporters, profile), ...unchanged } },
    { Put: { ...put(ledger, item), ConditionExpression: 'attribute_not_exists(supporterId)' } },
    ...(older ? [{ Put: put(supporters, older) }] : []),
  ]
}

const put = (TableName: string, item: object) => ({
  TableName,
  Item: marshall(item, { removeUndefinedValues: true }),
})

/**
 * Returns the condition of a state's write: absent, or at the version decided on, never "either". The two reads of a
 * load are separate: a profile missed by the first may be in the ledger by the second.
 */
function unchangedSince(before: Supporter) {
  if (isBlank(before)) return { ConditionExpression: 'attribute_not_exists(supporterId)' }
  return {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': { N: String(before.version) } },
  }
}

import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb'

/**
 * The reasons, if a transaction was cancelled because somebody else was there first.
 * @throws the error itself otherwise
 */
export function conflictIn(error: unknown): CancellationReason[] {
  const conflicts = ['None', 'ConditionalCheckFailed', 'TransactionConflict']
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? []
    if (reasons.every(({ Code }) => conflicts.includes(Code ?? 'None'))) return reasons
  }
  throw error
}

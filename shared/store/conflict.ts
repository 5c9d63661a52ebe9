import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb'

/**
 * Returns the reasons of a transaction that was cancelled because of another write.
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

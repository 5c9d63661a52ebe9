import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { mapWithConcurrency } from './concurrency.ts'
import { errorFields, type LogCode, log } from './log.ts'

export interface SqsBatch {
  /** @returns 'retry' if the message must be retried and the handler has logged the reason */
  readonly handle: (message: SQSRecord) => Promise<'retry' | undefined>
  /** The log code for a message whose handler throws. */
  readonly failure: LogCode
  /** The number of messages handled at once. @default 1 */
  readonly atOnce?: number
}

/** Handles each message of a batch by itself. A failed message is retried, and in the end becomes a dead letter. */
export async function processSqsBatch(
  { Records }: SQSEvent,
  { handle, failure, atOnce = 1 }: SqsBatch,
): Promise<SQSBatchResponse> {
  const results = await mapWithConcurrency(Records, atOnce, async (message) => {
    try {
      return await handle(message)
    } catch (error) {
      log('warn', failure, errorFields(error))
      return 'retry'
    }
  })
  const failed = Records.filter((_, i) => results[i] === 'retry')
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

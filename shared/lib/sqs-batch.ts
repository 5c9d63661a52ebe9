import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { errorFields, type LogCode, log } from './log.ts'

/** Handles each message of a queue for itself. What fails is logged, comes again, and at last becomes a dead letter. */
export async function processSqsBatch(
  { Records }: SQSEvent,
  failure: LogCode,
  handle: (body: unknown) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: string[] = []
  for (const { body, messageId } of Records) {
    try {
      await handle(JSON.parse(body))
    } catch (error) {
      log('warn', failure, errorFields(error))
      failed.push(messageId)
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

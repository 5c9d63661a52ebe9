import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { errorFields, log } from '../shared/log.ts'
import { Feedback, recordFeedback } from '../shared/mail/feedback.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'

/** Records what could not be recorded when it was heard. What fails comes again, and at last becomes a dead letter. */
export async function recordLate(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  { Records }: SQSEvent,
): Promise<SQSBatchResponse> {
  const failed: string[] = []
  for (const { body, messageId } of Records) {
    try {
      await recordFeedback(deps, Feedback.parse(JSON.parse(body)))
    } catch (error) {
      log('warn', 'feedbackUnrecorded', errorFields(error))
      failed.push(messageId)
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

export const handler = (event: SQSEvent) => recordLate(runtime, event)

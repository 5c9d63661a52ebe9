import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { Feedback, recordFeedback } from '../shared/mail/feedback.ts'
import { runtime } from '../shared/runtime.ts'

/** Records the mail service's feedback that could not be recorded when it arrived. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, {
    failure: 'feedbackDelayed',
    handle: async ({ body }) => {
      await recordFeedback(runtime, Feedback.parse(JSON.parse(body)))
    },
  })

import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { Feedback, recordFeedback } from '../shared/mail/feedback.ts'
import { runtime } from '../shared/runtime.ts'

/** Records what could not be recorded when it was heard. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, 'feedbackUnrecorded', (body) => recordFeedback(runtime, Feedback.parse(body)))

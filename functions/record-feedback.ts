import type { SQSEvent } from 'aws-lambda'
import { oneByOne } from '../shared/lib/sqs-batch.ts'
import { Feedback, recordFeedback } from '../shared/mail/feedback.ts'
import { runtime } from '../shared/runtime.ts'

/** Records what could not be recorded when it was heard. */
export const handler = (event: SQSEvent) =>
  oneByOne(event, 'feedbackUnrecorded', (body) => recordFeedback(runtime, Feedback.parse(body)))

import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { MyDataLinkRequest, recordMyDataLinkRequest } from '../shared/mail/ask.ts'
import { runtime } from '../shared/runtime.ts'

/** Records who asked for the links to their data. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, 'askUnrecorded', (body) =>
    recordMyDataLinkRequest(runtime, MyDataLinkRequest.parse(body)),
  )

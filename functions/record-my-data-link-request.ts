import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { MyDataLinkRequest, recordMyDataLinkRequest } from '../shared/mail/my-data-link-request.ts'
import { runtime } from '../shared/runtime.ts'

/** Records who asked for the links to their data. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, 'myDataLinkRequestUnrecorded', (body) =>
    recordMyDataLinkRequest(runtime, MyDataLinkRequest.parse(body)),
  )

import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { MyDataLinkRequest, recordMyDataLinkRequest } from '../shared/mail/my-data-link-request.ts'
import { runtime } from '../shared/runtime.ts'

/** Records requests for the links to one's own data. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, {
    failure: 'myDataLinkRequestDelayed',
    handle: async ({ body }) => {
      await recordMyDataLinkRequest(runtime, MyDataLinkRequest.parse(JSON.parse(body)))
    },
  })

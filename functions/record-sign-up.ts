import type { SQSEvent } from 'aws-lambda'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { runtime } from '../shared/runtime.ts'
import { QueuedSignUp } from '../shared/workflows/queued-sign-up.ts'
import { recordSignUp } from '../shared/workflows/record-sign-up.ts'

/** Records the sign-ups that `sign-up` accepted. */
export const handler = (event: SQSEvent) =>
  processSqsBatch(event, {
    failure: 'signUpDelayed',
    handle: async ({ body }) => {
      await recordSignUp(runtime, QueuedSignUp.parse(JSON.parse(body)))
    },
  })

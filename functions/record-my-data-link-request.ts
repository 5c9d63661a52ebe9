import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { once } from '../shared/lib/once.ts'
import { longestPause, postpone, queueClient } from '../shared/lib/queues.ts'
import { processSqsBatch } from '../shared/lib/sqs-batch.ts'
import { MyDataLinkRequest, recordMyDataLinkRequest } from '../shared/mail/my-data-link-request.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'

type RecordDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'> & {
  readonly postpone: (record: SQSRecord, seconds: number) => Promise<void>
}

/**
 * Records requests for the links to one's own data. A person who was mailed a moment ago, or often, has asked for this
 * mail themselves: it is never dropped, and waits in the queue until the allowance permits it.
 */
export function recordMyDataLinkRequests(
  deps: RecordDependencies,
  event: SQSEvent,
): Promise<SQSBatchResponse> {
  return processSqsBatch(event, {
    failure: 'myDataLinkRequestDelayed',
    handle: async (record) => {
      const request = MyDataLinkRequest.parse(JSON.parse(record.body))
      const dueAt = await recordMyDataLinkRequest(deps, request, Number(record.attributes.SentTimestamp))
      if (dueAt === undefined) return undefined
      await deps.postpone(record, Math.min(longestPause, Math.ceil((dueAt - deps.clock()) / 1000)))
      return 'retry'
    },
  })
}

export const handler = (event: SQSEvent) => recordMyDataLinkRequests(dependencies, event)

const client = once(queueClient)

const dependencies: RecordDependencies = {
  ...runtime,
  postpone: ({ receiptHandle }, seconds) =>
    postpone(client(), fromEnvironment('myDataLinkQueue'), { receiptHandle, seconds }),
}

import type { EventBridgeEvent } from 'aws-lambda'
import { errorFields, log } from '../shared/lib/log.ts'
import { queueNamed } from '../shared/lib/queues.ts'
import { type Feedback, feedbackOf, recordFeedback } from '../shared/mail/feedback.ts'
import { parseProviderEvent } from '../shared/mail/provider-event.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'

export type FeedbackDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'addressKey'> & {
  /** Keeps what could not be recorded, to be tried again. */
  readonly keep: (feedback: Feedback) => Promise<void>
}

/**
 * Records what SES says of a mail, of each recipient for itself. The same event twice changes nothing more. What cannot
 * be recorded now waits by id: were it thrown, the platform would keep and print the whole event, address included.
 */
export async function receiveFeedback(deps: FeedbackDependencies, detail: unknown): Promise<void> {
  const event = parseProviderEvent(detail)
  if (!event) return log('info', 'feedbackIgnored')
  for (const { fault, status } of event.faults) log('error', 'mailBlocked', { fault, status })
  if (event.findings.length === 0) return
  for (const feedback of feedbackOf(event, await keyOf(deps))) {
    try {
      await recordFeedback(deps, feedback)
    } catch (error) {
      log('warn', 'feedbackUnrecorded', errorFields(error))
      await deps.keep(feedback)
    }
  }
}

export const handler = (event: EventBridgeEvent<string, unknown>) =>
  receiveFeedback(dependencies, event.detail)

/** Without the key, the tags still name whom our own mails went to. */
function keyOf({ addressKey }: FeedbackDependencies): Promise<string | undefined> {
  return addressKey().catch((error) => {
    log('error', 'dependencyFailed', errorFields(error))
    return undefined
  })
}

const dependencies: FeedbackDependencies = {
  ...runtime,
  keep: queueNamed('feedbackQueue'),
}

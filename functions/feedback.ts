import type { EventBridgeEvent } from 'aws-lambda'
import { errorFields, log } from '../shared/lib/log.ts'
import { queueNamed } from '../shared/lib/queues.ts'
import { type Feedback, feedbackOf, recordFeedback } from '../shared/mail/feedback.ts'
import { parseProviderEvent } from '../shared/mail/provider-event.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'

type FeedbackDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'addressKey'> & {
  /** Queues feedback that could not be recorded, for a retry. */
  readonly queue: (feedback: Feedback) => Promise<void>
}

/**
 * Records SES's feedback on a mail, for each recipient separately. A repeated event changes nothing. Feedback that
 * cannot be recorded now is queued by id: after an exception, the platform would keep and print the whole event,
 * including the address.
 */
async function receiveFeedback(deps: FeedbackDependencies, detail: unknown): Promise<void> {
  const event = parseProviderEvent(detail)
  if (event === 'irrelevant') return log('info', 'feedbackIgnored')
  // No exception: SES would send the same again.
  if (event === 'unreadable') return log('error', 'feedbackUnreadable')
  for (const { fault, status } of event.faults) log('error', 'mailBlocked', { fault, status })
  if (event.findings.length === 0) return
  for (const feedback of feedbackOf(event, await keyOf(deps))) {
    try {
      await recordFeedback(deps, feedback)
    } catch (error) {
      log('warn', 'feedbackDelayed', errorFields(error))
      await deps.queue(feedback)
    }
  }
}

export const handler = (event: EventBridgeEvent<string, unknown>) =>
  receiveFeedback(dependencies, event.detail)

/** Reads the key if possible. Without it, tags still name the recipients of our own mails. */
function keyOf({ addressKey }: FeedbackDependencies): Promise<string | undefined> {
  return addressKey().catch((error) => {
    log('error', 'dependencyFailed', errorFields(error))
    return undefined
  })
}

const dependencies: FeedbackDependencies = {
  ...runtime,
  queue: queueNamed('feedbackQueue'),
}

import type { EventBridgeEvent } from 'aws-lambda'
import { commit } from '../shared/commit.ts'
import { errorFields, log } from '../shared/log.ts'
import { type DeadLetters, deadLetterQueue } from '../shared/mail/dead-letters.ts'
import { parseFeedback } from '../shared/mail/feedback.ts'
import { circumstancesNow, once, type Runtime, runtime } from '../shared/runtime.ts'

export type FeedbackDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'> & {
  readonly deadLetters: () => DeadLetters
}

/**
 * Records what SES says of a mail. The same event twice changes nothing more. What cannot be recorded becomes a dead
 * letter by id: were it thrown, the platform would keep and print the whole event, address included.
 */
export async function recordFeedback(deps: FeedbackDependencies, detail: unknown): Promise<void> {
  const feedback = parseFeedback(detail)
  if (!feedback) return log('info', 'feedbackIgnored')
  const { type, supporterId, mail } = feedback
  try {
    await commit(deps.store(), supporterId, { type, mail }, circumstancesNow(deps))
  } catch (error) {
    log('error', 'feedbackUnrecorded', errorFields(error))
    await deps.deadLetters().put(feedback)
  }
}

export const handler = (event: EventBridgeEvent<string, unknown>) =>
  recordFeedback(dependencies, event.detail)

const dependencies: FeedbackDependencies = { ...runtime, deadLetters: once(deadLetterQueue) }

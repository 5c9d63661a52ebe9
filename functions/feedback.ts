import type { EventBridgeEvent } from 'aws-lambda'
import { commit } from '../shared/commit.ts'
import type { Command } from '../shared/domain/decide.ts'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import { supporterIdOf } from '../shared/domain/supporter-id.ts'
import { log } from '../shared/log.ts'
import { parseFeedback } from '../shared/mail/feedback.ts'
import { circumstancesNow, type Runtime, runtime } from '../shared/runtime.ts'

export type FeedbackDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'addressKey'>

/** Records what SES says of a mail, for each recipient named. The same event twice changes nothing more. */
export async function recordFeedback(deps: FeedbackDependencies, detail: unknown): Promise<void> {
  const feedback = parseFeedback(detail)
  if (!feedback) return log('info', 'feedbackIgnored')
  const command: Command = { type: feedback.type }
  for (const recipient of feedback.recipients) {
    const address = parseEmailAddress(recipient)
    if (!address) continue
    const id = supporterIdOf(address, await deps.addressKey())
    await commit(deps.store(), id, command, circumstancesNow(deps))
  }
}

export const handler = (event: EventBridgeEvent<string, unknown>) => recordFeedback(runtime, event.detail)

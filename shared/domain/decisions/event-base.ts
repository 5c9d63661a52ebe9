import { compact } from '../../lib/compact.ts'
import type { Circumstances } from '../commands.ts'
import type { Actor, MailKind } from '../events.ts'
import { hasMailsLeft, mayMail } from '../mail-allowance.ts'
import type { Supporter } from '../supporter.ts'

/** Returns the members that all events have: the next sequence, the actor, the time, and the mail that the event owes. */
export function eventBase(supporter: Supporter, now: Circumstances, actor: Actor, mail?: MailKind) {
  const { id, at, evidence, dataRequest } = now
  return compact({ id, at, actor, sequence: supporter.version + 1, evidence, dataRequest, mail })
}

/** Returns the mail if the allowance permits one now. */
export function ifCooldownAllows(
  supporter: Supporter,
  now: Circumstances,
  mail: MailKind,
): MailKind | undefined {
  return mayMail(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

/** Returns the mail if the limits of the day and the week permit one more. */
export function ifQuotaAllows(
  supporter: Supporter,
  now: Circumstances,
  mail: MailKind,
): MailKind | undefined {
  return hasMailsLeft(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

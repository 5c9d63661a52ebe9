import type { Circumstances } from '../commands.ts'
import type { Actor, MailKind } from '../events.ts'
import { hasMailsLeft, mayMail } from '../mail-allowance.ts'
import type { Supporter } from '../supporter.ts'

/** What every event says: the next of its supporter's, who acted, when, and the mail that it owes. */
export function eventBase(supporter: Supporter, now: Circumstances, actor: Actor, mail?: MailKind) {
  const { id, at, evidence, dataRequest } = now
  return {
    id,
    at,
    actor,
    sequence: supporter.version + 1,
    ...(evidence && { evidence }),
    ...(dataRequest !== undefined && { dataRequest }),
    ...(mail && { mail }),
  }
}

/** The mail, if the pace allows one now. */
export function ifCooldownAllows(
  supporter: Supporter,
  now: Circumstances,
  mail: MailKind,
): MailKind | undefined {
  return mayMail(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

/** The mail, if the day and the week allow one more. */
export function ifQuotaAllows(
  supporter: Supporter,
  now: Circumstances,
  mail: MailKind,
): MailKind | undefined {
  return hasMailsLeft(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

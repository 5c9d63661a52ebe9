import type { Instant } from './events.ts'
import type { MailAllowance } from './policy.ts'

interface Mailed {
  readonly mailedAt: readonly Instant[]
}

const minute = 60 * 1000
const day = 24 * 60 * minute

/** How long ago a mail still counts. */
export const mailWindow = 7 * day

/** Returns when mails were owed that still count. */
export function countedMails({ mailedAt }: Mailed, at: Instant): readonly Instant[] {
  return mailedAt.filter((mailed) => at - mailed < mailWindow)
}

/**
 * Whether one more mail may be owed to a person now, whoever asked for it: never two within the cool-down, never
 * more than so many a day and a week. What keeps us from being a tool to bomb a mailbox with (Spamhaus, 2016).
 */
export function mayMail(mailedAt: readonly Instant[], at: Instant, pace: MailAllowance): boolean {
  const cooling = mailedAt.some((mailed) => at - mailed < pace.cooldownMinutes * minute)
  return !cooling && hasMailsLeft(mailedAt, at, pace)
}

/** The same without the cool-down. */
export function hasMailsLeft(mailedAt: readonly Instant[], at: Instant, pace: MailAllowance): boolean {
  const within = (time: number) => mailedAt.filter((mailed) => at - mailed < time).length
  return within(day) < pace.mailsPerDay && within(mailWindow) < pace.mailsPerWeek
}

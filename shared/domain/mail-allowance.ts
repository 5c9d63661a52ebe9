import type { Instant } from './events.ts'
import type { MailAllowance } from './policy.ts'

interface Mailed {
  readonly mailedAt: readonly Instant[]
}

const minute = 60 * 1000
const day = 24 * 60 * minute

/** The time during which a mail counts. */
export const mailWindow = 7 * day

/** Returns when mails were owed that still count. */
export function countedMails({ mailedAt }: Mailed, at: Instant): readonly Instant[] {
  return mailedAt.filter((mailed) => at - mailed < mailWindow)
}

/**
 * Checks whether one more mail may be owed to a person now, whatever the cause: never two within the cool-down, and
 * never more than the limits of the day and the week. So our forms cannot be used to bomb a mailbox (Spamhaus, 2016).
 */
export function mayMail(mailedAt: readonly Instant[], at: Instant, allowance: MailAllowance): boolean {
  const cooling = mailedAt.some((mailed) => at - mailed < allowance.cooldownMinutes * minute)
  return !cooling && hasMailsLeft(mailedAt, at, allowance)
}

/** Returns the earliest time, from now on, at which one more mail may be owed to a person. */
export function nextMailAt(mailedAt: readonly Instant[], at: Instant, allowance: MailAllowance): Instant {
  const ends = [allowance.cooldownMinutes * minute, day, mailWindow]
  const times = mailedAt.flatMap((mailed) => ends.map((end) => mailed + end)).filter((time) => time > at)
  return [at, ...times.toSorted((a, b) => a - b)].find((time) => mayMail(mailedAt, time, allowance)) ?? at
}

/** Checks the same without the cool-down. */
export function hasMailsLeft(mailedAt: readonly Instant[], at: Instant, allowance: MailAllowance): boolean {
  const within = (time: number) => mailedAt.filter((mailed) => at - mailed < time).length
  return within(day) < allowance.mailsPerDay && within(mailWindow) < allowance.mailsPerWeek
}

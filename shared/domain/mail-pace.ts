import type { Settings } from '../settings.ts'
import type { Instant } from './events.ts'

const minute = 60 * 1000
const day = 24 * 60 * minute

/**
 * Whether one more mail may be owed to a person now, whoever asked for it: never two within the cool-down, never
 * more than so many a day. What keeps us from being a tool to bomb a mailbox with (Spamhaus, 2016).
 */
export function mayMail(mailedAt: readonly Instant[], at: Instant, pace: Settings['confirmation']): boolean {
  const cooling = mailedAt.some((mailed) => at - mailed < pace.cooldownMinutes * minute)
  const today = mailedAt.filter((mailed) => at - mailed < day).length
  return !cooling && today < pace.mailsPerDay
}

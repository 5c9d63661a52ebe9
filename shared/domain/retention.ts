import type { Instant } from './events.ts'
import type { Policy } from './policy.ts'
import { isErased, type Supporter } from './supporter.ts'

/**
 * Checks whether a withdrawal, bounce, complaint or objection is so old that its proof is no longer needed, while
 * something personal is still held. False for a restricted record.
 */
export function isPastRetention(
  supporter: Supporter,
  at: Instant,
  { retention }: Pick<Policy, 'retention'>,
): boolean {
  if (supporter.status !== 'unsubscribed' && supporter.status !== 'suppressed') return false
  if (supporter.restricted !== undefined || isErased(supporter)) return false
  const isHeld = supporter.address !== undefined || supporter.evidence.length > 0
  return isHeld && at >= monthsAfter(supporter.since, retention.evidenceMonths)
}

/** Returns the same day a number of months later, in UTC; if that month has no such day, the first of the next. */
function monthsAfter(at: Instant, months: number): Instant {
  const date = new Date(at)
  return date.setUTCMonth(date.getUTCMonth() + months)
}

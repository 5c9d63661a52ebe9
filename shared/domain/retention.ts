import type { Instant } from './events.ts'
import type { Policy } from './policy.ts'
import { isErased, type Supporter } from './supporter.ts'

/**
 * Whether somebody left, bounced, complained or objected so long ago that no proof of it is needed any more, and
 * something personal is still held. Not while the record is restricted.
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

/** The same day so many months later, UTC; where that month has no such day, the first of the next. */
function monthsAfter(at: Instant, months: number): Instant {
  const date = new Date(at)
  return date.setUTCMonth(date.getUTCMonth() + months)
}

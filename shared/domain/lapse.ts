import type { Instant } from './events.ts'
import { historyOf, keptOf } from './history.ts'
import { countedMails, mailWindow } from './mail-allowance.ts'
import type { Policy } from './policy.ts'
import { pendingSpan, type Supporter, unknownSupporter } from './supporter.ts'

/**
 * Removes an unconfirmed sign-up or address change past its retention, as if it had never been made: its evidence,
 * its name, and the whole record of a person who never confirmed anything (UK GDPR Art 5(1)(e)). A restricted record
 * is kept as it is (Art 18(2)).
 */
export function lapse(supporter: Supporter, at: Instant, pendingFor: number): Supporter {
  const pending = pendingSpan(supporter)
  if (!pending || supporter.restricted !== undefined || at < pending.at + pendingFor) return supporter
  const evidence = supporter.evidence.filter(({ sequence }) => sequence < pending.cycle)
  if (supporter.status === 'subscribed') {
    const { signUp: _, incomingAddressChange: __, ...rest } = supporter
    return { ...rest, evidence }
  }
  if (supporter.status !== 'pending' || supporter.before.status === 'unknown')
    return { ...unknownSupporter(supporter.version, supporter.head), mailedAt: countedMails(supporter, at) }
  return { ...keptOf({ ...historyOf(supporter), evidence }), ...supporter.before }
}

/**
 * Returns the time at which everything stored on this supporter may be deleted, unless they confirm before. Undefined
 * if they unsubscribed, bounced, complained or objected before they signed up again: that is kept.
 */
export function deletionDueAt(supporter: Supporter, pendingFor: number): Instant | undefined {
  if (supporter.status === 'unknown') return Math.max(0, ...supporter.mailedAt) + mailWindow
  const pending = pendingSpan(supporter)
  return pending &&
    supporter.status === 'pending' &&
    supporter.before.status === 'unknown' &&
    supporter.restricted === undefined
    ? pending.at + pendingFor
    : undefined
}

/** Returns the retention of an unconfirmed sign-up or address change, in milliseconds. */
export function pendingRetention({ retention }: Pick<Policy, 'retention'>): number {
  return retention.pendingDays * 24 * 60 * 60 * 1000
}

import type { Instant } from './events.ts'
import { historyOf, keptOf } from './history.ts'
import { countedMails, mailWindow } from './mail-allowance.ts'
import type { Policy } from './policy.ts'
import { pendingSpan, type Supporter, unknownSupporter } from './supporter.ts'

/**
 * What was never confirmed within the retention set, a request or a move, counts as if it had never been made: its
 * evidence, its name, and all of somebody who never confirmed anything (UK GDPR Art 5(1)(e)), but when they were mailed
 * within the last week: who asks again must not be mailed more for it. Not while the record is restricted: it is kept as
 * it is (Art 18(2)).
 */
export function lapse(supporter: Supporter, at: Instant, pendingFor: number): Supporter {
  const wait = pendingSpan(supporter)
  if (!wait || supporter.restricted !== undefined || at < wait.at + pendingFor) return supporter
  const evidence = supporter.evidence.filter(({ sequence }) => sequence < wait.cycle)
  if (supporter.status === 'subscribed') {
    const { signUp: _, incomingAddressChange: __, ...rest } = supporter
    return { ...rest, evidence }
  }
  if (supporter.status !== 'pending' || supporter.before.status === 'unknown')
    return { ...unknownSupporter(supporter.version, supporter.head), mailedAt: countedMails(supporter, at) }
  return { ...keptOf({ ...historyOf(supporter), evidence }), ...supporter.before }
}

/**
 * When all that is stored of this supporter may vanish, unless they confirm before. Never for somebody who left,
 * bounced, complained or objected before they asked again: that is kept.
 */
export function deletionDueAt(supporter: Supporter, pendingFor: number): Instant | undefined {
  if (supporter.status === 'unknown') return Math.max(0, ...supporter.mailedAt) + mailWindow
  const wait = pendingSpan(supporter)
  return wait &&
    supporter.status === 'pending' &&
    supporter.before.status === 'unknown' &&
    supporter.restricted === undefined
    ? wait.at + pendingFor
    : undefined
}

/** How long an unconfirmed request is kept, in milliseconds. */
export function pendingRetention({ retention }: Pick<Policy, 'retention'>): number {
  return retention.pendingDays * 24 * 60 * 60 * 1000
}

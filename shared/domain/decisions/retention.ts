import type { Circumstances, Decision } from '../commands.ts'
import { isPastRetention } from '../retention.ts'
import { pendingSpan, type Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'

/**
 * Records that a sign-up or an address change lapsed.
 * @param stored the supporter before
 * @param supporter the supporter after
 */
export function recordLapse(stored: Supporter, supporter: Supporter, now: Circumstances): Decision<'lapse'> {
  const pending = pendingSpan(stored)
  if (stored === supporter || !pending) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'system')
  return { outcome: 'recorded', event: { ...common, type: 'lapsed', cycle: pending.cycle } }
}

/** Deletes the personal data of a supporter whose withdrawal or suppression is past its retention (UK GDPR Art 5(1)(e)). */
export function expire(supporter: Supporter, now: Circumstances): Decision<'expire'> {
  if (!isPastRetention(supporter, now.at, now.policy)) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...eventBase(supporter, now, 'system'), type: 'expired' } }
}

import type { Circumstances, Decision } from '../commands.ts'
import { isPastRetention } from '../retention.ts'
import { pendingSpan, type Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'

/** Records that a request lapsed, or a move. @param stored with what has lapsed since @param supporter without */
export function recordLapse(stored: Supporter, supporter: Supporter, now: Circumstances): Decision {
  const wait = pendingSpan(stored)
  if (stored === supporter || !wait) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'system')
  return { outcome: 'recorded', event: { ...common, type: 'lapsed', cycle: wait.cycle } }
}

/** Of somebody who left long enough ago, or was taken off, what is personal is kept no longer (UK GDPR Art 5(1)(e)). */
export function expire(supporter: Supporter, now: Circumstances): Decision {
  if (!isPastRetention(supporter, now.at, now.policy)) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...eventBase(supporter, now, 'system'), type: 'expired' } }
}

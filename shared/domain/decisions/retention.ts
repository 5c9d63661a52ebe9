import type { Circumstances, Decision } from '../commands.ts'
import { isOver } from '../retention.ts'
import type { Supporter } from '../supporter.ts'
import { happened } from './happened.ts'

/** Records that a request lapsed. @param stored with what has lapsed since @param supporter without */
export function forgetLapsed(stored: Supporter, supporter: Supporter, now: Circumstances): Decision {
  if (stored === supporter) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...happened(supporter, now, 'system'), type: 'lapsed' } }
}

/** Of somebody who left long enough ago, or was taken off, what is personal is kept no longer (UK GDPR Art 5(1)(e)). */
export function expire(supporter: Supporter, now: Circumstances): Decision {
  if (!isOver(supporter, now.at, now.policy)) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...happened(supporter, now, 'system'), type: 'expired' } }
}

import type { Circumstances, Decision } from '../commands.ts'
import { isOver } from '../retention.ts'
import { type Supporter, waitOf } from '../supporter.ts'
import { happened } from './event-base.ts'

/** Records that a request lapsed, or a move. @param stored with what has lapsed since @param supporter without */
export function forgetLapsed(stored: Supporter, supporter: Supporter, now: Circumstances): Decision {
  const wait = waitOf(stored)
  if (stored === supporter || !wait) return { outcome: 'recorded' }
  const common = happened(supporter, now, 'system')
  return { outcome: 'recorded', event: { ...common, type: 'lapsed', cycle: wait.cycle } }
}

/** Of somebody who left long enough ago, or was taken off, what is personal is kept no longer (UK GDPR Art 5(1)(e)). */
export function expire(supporter: Supporter, now: Circumstances): Decision {
  if (!isOver(supporter, now.at, now.policy)) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...happened(supporter, now, 'system'), type: 'expired' } }
}

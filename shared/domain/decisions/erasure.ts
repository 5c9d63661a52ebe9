import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { isErased, type Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'
import { actorOf } from './rights.ts'

/**
 * Erases what is held (UK GDPR Art 17), at once and from every state. Of a restricted record, only if the person
 * insists on their own page: an officer lifts the restriction first, since a restriction is there to keep what
 * somebody needs (Art 18(1)(c), 18(2)).
 */
export function erase(supporter: Supporter, { method }: CommandOf<'erase'>, now: Circumstances): Decision {
  if (supporter.version === 0) return { outcome: 'not-held' }
  if (isErased(supporter)) return { outcome: 'already-erased' }
  if (supporter.restricted !== undefined && method !== 'my-data') return { outcome: 'restricted' }
  const { evidence: _, ...unproved } = now
  return {
    outcome: 'erasure-begun',
    event: {
      ...eventBase(supporter, unproved, actorOf(now), canBeTold(supporter) ? 'erasure' : undefined),
      type: 'erasure-begun',
      method,
    },
  }
}

/** Recorded once for each erasure, also where somebody signed up again meanwhile. */
export function finishErasure(
  supporter: Supporter,
  { begun, notified }: CommandOf<'finish-erasure'>,
  now: Circumstances,
): Decision {
  if (supporter.erasing !== begun) return { outcome: 'already-erased' }
  return {
    outcome: 'recorded',
    event: { ...eventBase(supporter, now, 'system'), type: 'erased', begun, notified },
  }
}

/** A mailbox that bounces would only bounce once more. */
function canBeTold(supporter: Supporter): boolean {
  const bounces = supporter.status === 'suppressed' && supporter.reason === 'bounced'
  return supporter.address !== undefined && !bounces
}

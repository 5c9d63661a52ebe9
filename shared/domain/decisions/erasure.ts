import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { isErased, type Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'
import { actorOf } from './rights.ts'

/**
 * Erases a record (UK GDPR Art 17), at once and from any state. A restricted record can be erased only by the person,
 * on their own page: an officer must lift the restriction first, since it keeps data that the person needs (Art
 * 18(1)(c), 18(2)).
 */
export function erase(
  supporter: Supporter,
  { method }: CommandOf<'erase'>,
  now: Circumstances,
): Decision<'erase'> {
  if (supporter.version === 0) return { outcome: 'not-held' }
  if (isErased(supporter)) return { outcome: 'already-erased' }
  if (supporter.restricted !== undefined && method !== 'my-data') return { outcome: 'restricted' }
  const { evidence: _, ...withoutEvidence } = now
  return {
    outcome: 'erasure-begun',
    event: {
      ...eventBase(supporter, withoutEvidence, actorOf(now), isReachable(supporter) ? 'erasure' : undefined),
      type: 'erasure-begun',
      method,
    },
  }
}

/** Records the end of an erasure, once for each, even if the person has signed up again since. */
export function finishErasure(
  supporter: Supporter,
  { begun, notified }: CommandOf<'finish-erasure'>,
  now: Circumstances,
): Decision<'finish-erasure'> {
  if (supporter.erasing !== begun) return { outcome: 'already-erased' }
  return {
    outcome: 'recorded',
    event: { ...eventBase(supporter, now, 'system'), type: 'erased', begun, notified },
  }
}

/** Checks whether a last mail can reach the person: a mailbox that bounced would only bounce again. */
function isReachable(supporter: Supporter): boolean {
  const bounces = supporter.status === 'suppressed' && supporter.reason === 'bounced'
  return supporter.address !== undefined && !bounces
}

import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Instant } from '../events.ts'
import type { Departure, Supporter } from '../supporter.ts'
import { happened } from './event-base.ts'

/** How long after leaving it can be taken back by a press: after that a form asks for consent anew. */
export const returnableFor = 60 * 60 * 1000

/** Leaving works from every state and is never an error (UK GDPR Art 7(3): as easy as giving). */
export function unsubscribe(
  supporter: Supporter,
  { method }: Pick<CommandOf<'unsubscribe'>, 'method'>,
  now: Circumstances,
): Decision {
  if (supporter.status === 'unknown' || supporter.status === 'unsubscribed' || wasTakenOff(supporter))
    return { outcome: 'unsubscribed' }
  return {
    outcome: 'unsubscribed',
    event: { ...happened(supporter, now, 'supporter'), type: 'withdrawn', method },
  }
}

/**
 * A subscriber's "no" to a mail that asked for more takes nothing that they had, nor does it at the address that would
 * be moved from; anybody else's is leaving.
 */
export function cancelRequest(
  supporter: Supporter,
  { cycle, method }: CommandOf<'cancel-request'>,
  now: Circumstances,
): Decision {
  const common = happened(supporter, now, 'supporter')
  if (supporter.moving?.cycle === cycle)
    return { outcome: 'move-stopped', event: { ...common, type: 'move-stopped', cycle } }
  if (supporter.status !== 'subscribed') return unsubscribe(supporter, { method }, now)
  const { request, arrival, confirmedCycle } = supporter
  if (request?.cycle === cycle || arrival?.cycle === cycle)
    return { outcome: 'request-cancelled', event: { ...common, type: 'request-cancelled', cycle } }
  return confirmedCycle >= cycle ? unsubscribe(supporter, { method }, now) : { outcome: 'request-cancelled' }
}

/** Gives back what was left, or some of it, on the page that followed leaving; never more than was left. */
export function comeBack(
  supporter: Supporter,
  { undoes, topics, pausedUntil }: CommandOf<'return'>,
  now: Circumstances,
): Decision {
  if (supporter.status === 'subscribed') return { outcome: 'returned' }
  const departure = returnable(supporter, now.at)
  if (departure?.sequence !== undoes) return { outcome: 'too-late' }
  const kept = departure.from.topics.filter((topic) => topics.includes(topic))
  if (kept.length === 0) return { outcome: 'too-late' }
  return {
    outcome: 'returned',
    event: {
      ...happened(supporter, now, 'supporter'),
      type: 'returned',
      undoes,
      topics: kept,
      ...(pausedUntil !== undefined && { pausedUntil }),
    },
  }
}

/** Once, and soon after leaving: a link of years ago tells us nothing. */
export function explainDeparture(
  supporter: Supporter,
  { reason }: CommandOf<'explain-departure'>,
  now: Circumstances,
): Decision {
  if (!explainable(supporter, now.at)) return { outcome: 'recorded' }
  const common = happened(supporter, now, 'supporter')
  return { outcome: 'recorded', event: { ...common, type: 'departure-explained', reason } }
}

/** What a press can still give back. */
export function returnable(supporter: Supporter, at: Instant): Departure | undefined {
  return justLeft(supporter, at) ? supporter.departure : undefined
}

export function explainable(supporter: Supporter, at: Instant): boolean {
  return justLeft(supporter, at) && !supporter.explained
}

function justLeft(
  supporter: Supporter,
  at: Instant,
): supporter is Extract<Supporter, { status: 'unsubscribed' }> {
  const left = supporter.status === 'unsubscribed' && supporter.movedTo === undefined
  return left && at - supporter.since < returnableFor
}

/** An objection and an erasure are more than leaving, and leaving does not take their place. */
function wasTakenOff(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && ['objected', 'erased'].includes(supporter.reason)
}

import { compact } from '../../lib/compact.ts'
import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { pendingSignUp, pendingSpan, type Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'

const day = 24 * 60 * 60 * 1000

/** Records that a mailbox does not accept mail, so that nothing more is sent to it. */
export function bounce(
  supporter: Supporter,
  { mail, subtype }: CommandOf<'bounce'>,
  now: Circumstances,
): Decision<'bounce'> {
  // A suppressed supporter gets no mail; the bounce would only hide the reason, such as a complaint.
  const isKnown = supporter.status === 'suppressed'
  // Events can be late or repeated. A bounce of a mail from before the current sign-up says nothing about this one.
  if (supporter.status === 'unknown' || isKnown || mail < cycleOf(supporter)) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'provider')
  return {
    outcome: 'recorded',
    event: compact({
      ...common,
      type: 'bounced',
      about: mail,
      cycle: pendingCycle(supporter, mail),
      subtype,
    }),
  }
}

/**
 * Records a soft bounce, such as a full mailbox. Several within the policy's days, with no delivery in between, are a
 * bounce.
 */
export function softBounce(
  supporter: Supporter,
  { mail, subtype }: CommandOf<'soft-bounce'>,
  now: Circumstances,
): Decision<'soft-bounce'> {
  const before = supporter.softBounced ?? []
  const isKnown = before.some((bounced) => bounced.mail === mail)
  const receives = supporter.status === 'pending' || supporter.status === 'subscribed'
  if (!receives || isKnown || mail < cycleOf(supporter)) return { outcome: 'recorded' }
  const { softBounces, softBounceDays } = now.policy.feedback
  const recent = before.filter(({ at }) => now.at - at < softBounceDays * day)
  if (recent.length + 1 >= softBounces)
    return bounce(supporter, compact({ type: 'bounce', mail, subtype }), now)
  const common = eventBase(supporter, now, 'provider')
  return {
    outcome: 'recorded',
    event: compact({ ...common, type: 'soft-bounced', about: mail, subtype }),
  }
}

/** Records a delivery or delay that is news: for a confirmation mail, or for a mailbox that had soft bounces. */
export function delivery(
  supporter: Supporter,
  { type, mail }: CommandOf<'delivery' | 'delay'>,
  now: Circumstances,
): Decision<'delivery' | 'delay'> {
  const signUp = pendingSignUp(supporter)
  const isOfSignUp = signUp !== undefined && mail >= signUp.cycle
  const isNews =
    type === 'delivery'
      ? (isOfSignUp && signUp.delivery !== 'delivered') || (supporter.softBounced?.length ?? 0) > 0
      : isOfSignUp && signUp.delivery === undefined
  if (!isNews) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'provider')
  return {
    outcome: 'recorded',
    event: { ...common, type: type === 'delivery' ? 'delivered' : 'delayed', about: mail },
  }
}

/** Records a complaint: a press on "spam". A press on "not spam" never becomes this command. */
export function complaint(
  supporter: Supporter,
  { mail }: CommandOf<'complaint'>,
  now: Circumstances,
): Decision<'complaint'> {
  const isKnown = supporter.status === 'suppressed' && supporter.reason !== 'bounced'
  if (supporter.status === 'unknown' || isKnown) return { outcome: 'recorded' }
  return {
    outcome: 'recorded',
    event: compact({
      ...eventBase(supporter, now, 'provider'),
      type: 'complained',
      about: mail,
      cycle: pendingCycle(supporter, mail),
    }),
  }
}

/** Returns the pending sign-up that a mail asked to confirm. */
function pendingCycle(supporter: Supporter, mail: number): number | undefined {
  const cycle = pendingSignUp(supporter)?.cycle
  return cycle !== undefined && mail >= cycle ? cycle : undefined
}

function cycleOf(supporter: Supporter): number {
  if (supporter.status === 'pending') return pendingSpan(supporter)?.cycle ?? 0
  return supporter.status === 'subscribed' ? supporter.confirmedCycle : 0
}

import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Instant } from '../events.ts'
import type { Supporter, UndoableWithdrawal } from '../supporter.ts'
import { eventBase } from './event-base.ts'

/** How long after leaving it can be taken back by a press: after that a form asks for consent anew. */
export const undoWindow = 60 * 60 * 1000

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
    event: { ...eventBase(supporter, now, 'supporter'), type: 'withdrawn', method },
  }
}

/**
 * A subscriber's "no" to a mail that asked for more takes nothing that they had, nor does it at the address that would
 * be moved from; anybody else's is leaving.
 */
export function cancelSignUp(
  supporter: Supporter,
  { cycle, method }: CommandOf<'cancel-sign-up'>,
  now: Circumstances,
): Decision {
  const common = eventBase(supporter, now, 'supporter')
  if (supporter.outgoingAddressChange?.cycle === cycle)
    return { outcome: 'address-change-stopped', event: { ...common, type: 'address-change-stopped', cycle } }
  if (supporter.status !== 'subscribed') return unsubscribe(supporter, { method }, now)
  const { signUp, incomingAddressChange, confirmedCycle } = supporter
  if (signUp?.cycle === cycle || incomingAddressChange?.cycle === cycle)
    return { outcome: 'sign-up-cancelled', event: { ...common, type: 'sign-up-cancelled', cycle } }
  return confirmedCycle >= cycle ? unsubscribe(supporter, { method }, now) : { outcome: 'sign-up-cancelled' }
}

/** Gives back what was left, or some of it, on the page that followed leaving; never more than was left. */
export function undoWithdrawal(
  supporter: Supporter,
  { undoes, topics, pausedUntil }: CommandOf<'undo-withdrawal'>,
  now: Circumstances,
): Decision {
  if (supporter.status === 'subscribed') return { outcome: 'withdrawal-undone' }
  const withdrawal = undoableWithdrawal(supporter, now.at)
  if (withdrawal?.sequence !== undoes) return { outcome: 'too-late' }
  const kept = withdrawal.from.topics.filter((topic) => topics.includes(topic))
  if (kept.length === 0) return { outcome: 'too-late' }
  return {
    outcome: 'withdrawal-undone',
    event: {
      ...eventBase(supporter, now, 'supporter'),
      type: 'withdrawal-undone',
      undoes,
      topics: kept,
      ...(pausedUntil !== undefined && { pausedUntil }),
    },
  }
}

/** Once, and soon after leaving: a link of years ago tells us nothing. */
export function explainWithdrawal(
  supporter: Supporter,
  { reason }: CommandOf<'explain-withdrawal'>,
  now: Circumstances,
): Decision {
  if (!mayExplainWithdrawal(supporter, now.at)) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'supporter')
  return { outcome: 'recorded', event: { ...common, type: 'withdrawal-explained', reason } }
}

/** What a press can still give back. */
export function undoableWithdrawal(supporter: Supporter, at: Instant): UndoableWithdrawal | undefined {
  return justLeft(supporter, at) ? supporter.withdrawal : undefined
}

export function mayExplainWithdrawal(supporter: Supporter, at: Instant): boolean {
  return justLeft(supporter, at) && !supporter.explained
}

function justLeft(
  supporter: Supporter,
  at: Instant,
): supporter is Extract<Supporter, { status: 'unsubscribed' }> {
  const left = supporter.status === 'unsubscribed' && supporter.changedTo === undefined
  return left && at - supporter.since < undoWindow
}

/** An objection and an erasure are more than leaving, and leaving does not take their place. */
function wasTakenOff(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && ['objected', 'erased'].includes(supporter.reason)
}

import { compact } from '../../lib/compact.ts'
import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Instant } from '../events.ts'
import type { Supporter, UndoableWithdrawal } from '../supporter.ts'
import { eventBase } from './event-base.ts'

/** Milliseconds within which a press undoes a withdrawal: after that, consent is requested again by a form. */
const undoWindow = 60 * 60 * 1000

/** Withdraws from any state and never fails (UK GDPR Art 7(3): as easy as giving consent). */
export function unsubscribe(
  supporter: Supporter,
  { method }: Pick<CommandOf<'unsubscribe'>, 'method'>,
  now: Circumstances,
): Decision<'unsubscribe'> {
  if (supporter.status === 'unknown' || supporter.status === 'unsubscribed' || isObjectedOrErased(supporter))
    return { outcome: 'unsubscribed' }
  return {
    outcome: 'unsubscribed',
    event: { ...eventBase(supporter, now, 'supporter'), type: 'withdrawn', method },
  }
}

/**
 * Cancels the topics or the address change that a mail asked to confirm. A subscriber keeps everything they had; for
 * others this is a withdrawal.
 */
export function cancelSignUp(
  supporter: Supporter,
  { cycle, method }: CommandOf<'cancel-sign-up'>,
  now: Circumstances,
): Decision<'cancel-sign-up'> {
  const common = eventBase(supporter, now, 'supporter')
  if (supporter.outgoingAddressChange?.cycle === cycle)
    return { outcome: 'address-change-stopped', event: { ...common, type: 'address-change-stopped', cycle } }
  if (supporter.status !== 'subscribed') return unsubscribe(supporter, { method }, now)
  const { signUp, incomingAddressChange, confirmedCycle } = supporter
  if (signUp?.cycle === cycle || incomingAddressChange?.cycle === cycle)
    return { outcome: 'sign-up-cancelled', event: { ...common, type: 'sign-up-cancelled', cycle } }
  return confirmedCycle >= cycle ? unsubscribe(supporter, { method }, now) : { outcome: 'sign-up-cancelled' }
}

/** Undoes a withdrawal, all or in part, on the page that followed it. Never restores more topics than it ended. */
export function undoWithdrawal(
  supporter: Supporter,
  { undoes, topics, pausedUntil }: CommandOf<'undo-withdrawal'>,
  now: Circumstances,
): Decision<'undo-withdrawal'> {
  if (supporter.status === 'subscribed') return { outcome: 'withdrawal-undone' }
  const withdrawal = undoableWithdrawal(supporter, now.at)
  if (withdrawal?.sequence !== undoes) return { outcome: 'too-late' }
  const kept = withdrawal.from.topics.filter((topic) => topics.includes(topic))
  if (kept.length === 0) return { outcome: 'too-late' }
  return {
    outcome: 'withdrawal-undone',
    event: compact({
      ...eventBase(supporter, now, 'supporter'),
      type: 'withdrawal-undone',
      undoes,
      topics: kept,
      pausedUntil,
    }),
  }
}

/** Records the reason for a withdrawal, once and soon after it: later, a reason tells us nothing. */
export function explainWithdrawal(
  supporter: Supporter,
  { reason }: CommandOf<'explain-withdrawal'>,
  now: Circumstances,
): Decision<'explain-withdrawal'> {
  if (!mayExplainWithdrawal(supporter, now.at)) return { outcome: 'recorded' }
  const common = eventBase(supporter, now, 'supporter')
  return { outcome: 'recorded', event: { ...common, type: 'withdrawal-explained', reason } }
}

/** Returns the withdrawal that a press can still undo. */
export function undoableWithdrawal(supporter: Supporter, at: Instant): UndoableWithdrawal | undefined {
  return withdrewRecently(supporter, at) ? supporter.withdrawal : undefined
}

export function mayExplainWithdrawal(supporter: Supporter, at: Instant): boolean {
  return withdrewRecently(supporter, at) && !supporter.explained
}

function withdrewRecently(
  supporter: Supporter,
  at: Instant,
): supporter is Extract<Supporter, { status: 'unsubscribed' }> {
  const hasWithdrawn = supporter.status === 'unsubscribed' && supporter.changedTo === undefined
  return hasWithdrawn && at - supporter.since < undoWindow
}

/** Checks whether the supporter objected or was erased, which a withdrawal must not replace. */
function isObjectedOrErased(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && ['objected', 'erased'].includes(supporter.reason)
}

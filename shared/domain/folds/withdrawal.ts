import { compact } from '../../lib/compact.ts'
import type { FoldableEvent, Sequence } from '../events.ts'
import { keptOf } from '../history.ts'
import type { History, Subscription, Supporter, UndoableWithdrawal } from '../supporter.ts'
import { type Folds, pauseOf } from './fold.ts'

export const withdrawalFolds = {
  withdrawn: (supporter, { at, sequence }, history) => ({
    ...keptOf(history),
    status: 'unsubscribed',
    since: at,
    ...undoableWithdrawalOf(supporter, sequence),
  }),

  'withdrawal-undone': withdrawalUndone,

  'withdrawal-explained': (supporter, _, history) =>
    supporter.status === 'unsubscribed'
      ? { ...supporter, ...history, explained: true }
      : { ...supporter, ...history },
} satisfies Partial<Folds>

function withdrawalUndone(
  supporter: Supporter,
  { topics, pausedUntil }: FoldableEvent<'withdrawal-undone'>,
  history: History,
): Supporter {
  if (supporter.status !== 'unsubscribed' || !supporter.withdrawal) return { ...supporter, ...history }
  const { pausedUntil: _, ...from } = supporter.withdrawal.from
  return compact({ ...history, ...from, pausedUntil, status: 'subscribed', topics })
}

/** Returns the withdrawal, if it can be undone. A soft opt-in cannot be restored: it was never agreed to. */
function undoableWithdrawalOf(supporter: Supporter, sequence: Sequence): { withdrawal?: UndoableWithdrawal } {
  if (supporter.status !== 'subscribed' || !supporter.everConfirmed) return {}
  return { withdrawal: { sequence, from: subscriptionOf(supporter) } }
}

function subscriptionOf(supporter: Extract<Supporter, { status: 'subscribed' }>): Subscription {
  const { since, topics, confirmedCycle, lawfulBasis, softOptIn } = supporter
  return compact({ since, topics, confirmedCycle, lawfulBasis, softOptIn, ...pauseOf(supporter) })
}

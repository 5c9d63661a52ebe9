import type { EventType, FoldableEvent } from '../events.ts'
import type { History, InactiveState, Subscription, Supporter } from '../supporter.ts'

/**
 * Folds an event of one type into the state.
 * @param history the part of the record that is kept through every change of its status, including this event
 */
export type Fold<T extends EventType> = (
  supporter: Supporter,
  event: FoldableEvent<T>,
  history: History,
) => Supporter

export type Folds<T extends EventType = EventType> = { readonly [K in T]: Fold<K> }

/** Keeps the status. */
export function unchanged(supporter: Supporter, _: unknown, history: History): Supporter {
  return { ...supporter, ...history }
}

/**
 * Returns the history of a record that a press in the mailbox subscribed: an earlier change to another address no
 * longer holds.
 */
export function resubscribed({ changedTo: _, ...history }: History): History {
  return withoutSoftBounces(history)
}

export function withoutSoftBounces({ softBounced: _, ...history }: History): History {
  return history
}

/** Returns the state that a record returns to if its pending sign-up or address change lapses. */
export function stateBefore(supporter: Exclude<Supporter, { status: 'subscribed' }>): InactiveState {
  switch (supporter.status) {
    case 'unknown':
      return { status: 'unknown' }
    case 'unsubscribed':
      return { status: 'unsubscribed', since: supporter.since }
    case 'suppressed':
      return { status: 'suppressed', since: supporter.since, reason: supporter.reason }
    case 'pending':
      return supporter.before
    default:
      return supporter satisfies never
  }
}

export function pauseOf(supporter: Supporter): Pick<Subscription, 'pausedUntil'> {
  return supporter.status === 'subscribed' && supporter.pausedUntil !== undefined
    ? { pausedUntil: supporter.pausedUntil }
    : {}
}

import type { FoldableEvent } from '../events.ts'
import { awaitingConfirmation, type History, type Supporter } from '../supporter.ts'
import type { Folds } from './fold.ts'

export const preferencesFolds = { 'preferences-changed': preferencesChanged } satisfies Partial<Folds>

function preferencesChanged(
  supporter: Supporter,
  event: FoldableEvent<'preferences-changed'>,
  history: History,
): Supporter {
  if (supporter.status !== 'subscribed') return { ...supporter, ...history }
  const { name: _, ...nameless } = history
  const { since, confirmedCycle, lawfulBasis, softOptIn } = supporter
  const { topics, locale, name, pausedUntil, consent } = event
  return {
    ...nameless,
    ...(name !== undefined && { name }),
    locale,
    status: 'subscribed',
    since,
    topics,
    confirmedCycle,
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...awaitingConfirmation(supporter),
    // Ticking a topic below the wording is consent, and from then on the basis of all.
    ...(consent
      ? { lawfulBasis: consent.lawfulBasis, everConfirmed: true }
      : { lawfulBasis, ...(softOptIn && { softOptIn }) }),
  }
}

import { compact } from '../../lib/compact.ts'
import type { FoldableEvent } from '../events.ts'
import { detailsIn, withoutDetails } from '../profile.ts'
import { awaitingConfirmation, type History, type Supporter } from '../supporter.ts'
import type { Folds } from './fold.ts'

export const preferencesFolds = { 'preferences-changed': preferencesChanged } satisfies Partial<Folds>

function preferencesChanged(
  supporter: Supporter,
  event: FoldableEvent<'preferences-changed'>,
  history: History,
): Supporter {
  if (supporter.status !== 'subscribed') return { ...supporter, ...history }
  const { since, confirmedCycle, lawfulBasis, softOptIn } = supporter
  const { topics, locale, pausedUntil, consent } = event
  return compact({
    ...withoutDetails(history),
    ...detailsIn(event),
    locale,
    status: 'subscribed',
    since,
    topics,
    confirmedCycle,
    pausedUntil,
    ...awaitingConfirmation(supporter),
    // Ticking a topic below the wording is consent, and from then on the basis for all topics.
    ...(consent
      ? { lawfulBasis: consent.lawfulBasis, everConfirmed: true }
      : compact({ lawfulBasis, softOptIn })),
  })
}

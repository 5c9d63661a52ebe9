import type { FoldableEvent } from '../events.ts'
import { keptOf } from '../history.ts'
import { type History, pendingSignUp, type Supporter } from '../supporter.ts'
import { type Folds, withoutSoftBounces } from './fold.ts'

export const feedbackFolds = {
  bounced: (supporter, { at }, history) => ({
    ...keptOf(withoutSoftBounces(history)),
    bounces: supporter.bounces + 1,
    status: 'suppressed',
    since: at,
    reason: 'bounced',
  }),

  'soft-bounced': (supporter, event, history) => ({
    ...withDelivery(supporter, event, history),
    softBounced: [...(supporter.softBounced ?? []), { mail: event.about, at: event.at }],
  }),

  delayed: withDelivery,

  delivered: (supporter, event, history) => withDelivery(supporter, event, withoutSoftBounces(history)),

  complained: (_, { at, type }, history) => ({
    ...keptOf(history),
    status: 'suppressed',
    since: at,
    reason: type,
  }),
} satisfies Partial<Folds>

/** Records the provider's report on the pending sign-up that the mail is about; otherwise changes nothing. */
function withDelivery(
  supporter: Supporter,
  { about, type: delivery }: FoldableEvent<'soft-bounced' | 'delivered' | 'delayed'>,
  history: History,
): Supporter {
  const { softBounced: _, ...clean } = supporter
  const signUp = pendingSignUp(supporter)
  if (!signUp || about < signUp.cycle) return { ...clean, ...history }
  return { ...clean, ...history, signUp: { ...signUp, delivery } } as Supporter
}

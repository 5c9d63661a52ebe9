import { compact } from '../../lib/compact.ts'
import type { FoldableEvent } from '../events.ts'
import { detailsIn } from '../profile.ts'
import { awaitingConfirmation, type History, type Supporter, unknownSupporter } from '../supporter.ts'
import { type Folds, resubscribed, stateBefore } from './fold.ts'

export const addressChangeFolds = {
  'address-change-requested': (supporter, { cycle, sequence }, history) => ({
    ...supporter,
    ...history,
    outgoingAddressChange: { cycle, sequence },
  }),

  'address-change-stopped'(supporter, _, history) {
    const { outgoingAddressChange: __, ...staying } = history
    const { outgoingAddressChange: ___, ...others } = supporter
    return { ...others, ...staying } as Supporter
  },

  'address-change-offered': addressChangeOffered,
  'address-changed-to': addressChangedTo,
  'address-changed-from': addressChangedFrom,
} satisfies Partial<Folds>

function addressChangeOffered(
  supporter: Supporter,
  { cycle, at, from, locale, profile }: FoldableEvent<'address-change-offered'>,
  history: History,
): Supporter {
  const incomingAddressChange = { cycle, at, from }
  if (supporter.status === 'subscribed') return { ...supporter, ...history, incomingAddressChange }
  const { signUp } = awaitingConfirmation(supporter)
  const address = supporter.address ?? profile?.address
  return compact({
    ...history,
    address,
    locale,
    status: 'pending',
    signUp,
    incomingAddressChange,
    before: stateBefore(supporter),
  })
}

function addressChangedTo(
  _: Supporter,
  { at, to }: FoldableEvent<'address-changed-to'>,
  { version, head, mailedAt, bounces, everConfirmed, erasing }: History,
): Supporter {
  return compact({
    ...unknownSupporter(version, head),
    mailedAt,
    bounces,
    everConfirmed,
    erasing,
    changedTo: to,
    status: 'unsubscribed',
    since: at,
  })
}

function addressChangedFrom(
  supporter: Supporter,
  event: FoldableEvent<'address-changed-from'>,
  history: History,
): Supporter {
  const { cycle, consent, softOptIn, since, locale, pausedUntil } = event
  const { signUp } = awaitingConfirmation(supporter)
  return compact({
    ...resubscribed(history),
    ...detailsIn(event),
    locale,
    everConfirmed: true,
    bounces: 0,
    status: 'subscribed',
    since,
    topics: consent.topics,
    confirmedCycle: Math.max(cycle, supporter.status === 'subscribed' ? supporter.confirmedCycle : 0),
    lawfulBasis: consent.lawfulBasis,
    softOptIn,
    pausedUntil,
    signUp,
  })
}

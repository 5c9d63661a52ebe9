import { compact } from '../../lib/compact.ts'
import type { FoldableEvent } from '../events.ts'
import { detailsIn } from '../profile.ts'
import {
  awaitingConfirmation,
  type History,
  type PendingSignUp,
  pendingSignUp,
  type Supporter,
  union,
} from '../supporter.ts'
import { type Folds, pauseOf, resubscribed, stateBefore, unchanged } from './fold.ts'

export const signUpFolds = {
  'sign-up-requested': signUpRequested,
  'sign-up-repeated': unchanged,
  'confirmation-resent': unchanged,
  confirmed,
  'sign-up-cancelled': signUpCancelled,

  'soft-opted-in'(supporter, { at, consent, profile, softOptIn }, history) {
    const address = supporter.address ?? profile?.address
    return compact({
      ...history,
      address,
      ...detailsIn(profile),
      locale: consent.locale,
      status: 'subscribed',
      since: at,
      topics: consent.topics,
      confirmedCycle: 0,
      lawfulBasis: 'charity_soft_opt_in',
      softOptIn,
      ...awaitingConfirmation(supporter),
    })
  },
} satisfies Partial<Folds>

function signUpRequested(
  supporter: Supporter,
  event: FoldableEvent<'sign-up-requested'>,
  history: History,
): Supporter {
  const waiting = pendingSignUp(supporter)
  const joined = waiting && waiting.consent.form !== event.consent.form ? true : undefined
  const signUp = compact({ ...pendingSignUpOf(event), joined })
  // A form that is sent again replaces the first: no agreement will rest on the first one's evidence.
  const superseded = waiting?.consent.form === event.consent.form ? waiting.sequence : undefined
  const evidence = history.evidence.filter(({ sequence }) => sequence !== superseded)
  if (supporter.status === 'subscribed') return { ...supporter, ...history, evidence, signUp }
  const before = stateBefore(supporter)
  const address = supporter.address ?? event.profile?.address
  const { locale } = event.consent
  return compact({ ...history, evidence, address, locale, status: 'pending', signUp, before })
}

function confirmed(supporter: Supporter, event: FoldableEvent<'confirmed'>, history: History): Supporter {
  const held = supporter.status === 'subscribed' ? supporter.topics : []
  const { signUp, incomingAddressChange } = awaitingConfirmation(supporter)
  return compact({
    ...resubscribed(history),
    ...detailsIn(signUp),
    locale: event.consent.locale,
    everConfirmed: true,
    bounces: 0,
    status: 'subscribed',
    since: supporter.status === 'subscribed' ? supporter.since : event.at,
    topics: union(held, event.consent.topics),
    confirmedCycle: event.cycle,
    lawfulBasis: 'consent',
    ...pauseOf(supporter),
    incomingAddressChange,
  })
}

function signUpCancelled(
  supporter: Supporter,
  event: FoldableEvent<'sign-up-cancelled'>,
  history: History,
): Supporter {
  if (supporter.status !== 'subscribed') return { ...supporter, ...history }
  const { signUp, incomingAddressChange, ...held } = supporter
  if (incomingAddressChange?.cycle === event.cycle) return compact({ ...held, ...history, signUp })
  const evidence = history.evidence.filter(({ sequence }) => sequence !== signUp?.sequence)
  return compact({ ...held, ...history, evidence, incomingAddressChange })
}

function pendingSignUpOf(event: FoldableEvent<'sign-up-requested'>): PendingSignUp {
  const { cycle, sequence, at, consent, profile, id: nonce } = event
  return { cycle, sequence, at, consent, nonce, ...detailsIn(profile) }
}

import type {
  AddressChangedFrom,
  AddressChangeOffered,
  Delayed,
  Delivered,
  ErasureBegun,
  PreferencesChanged,
  SignUpRequested,
  SoftBounced,
  SupporterEvent,
} from './events.ts'
import { historyOf, keptOf } from './history.ts'
import { lapse } from './lapse.ts'
import { mailWindow } from './mail-allowance.ts'
import { detailsIn, withoutDetails } from './profile.ts'
import {
  awaitingConfirmation,
  type History,
  type InactiveState,
  type PendingSignUp,
  pendingSignUp,
  type Subscription,
  type Supporter,
  type UndoableWithdrawal,
  union,
  unknownSupporter,
} from './supporter.ts'

/** Folds one event into the state. Total: an event once written always folds. */
export function evolve(supporter: Supporter, event: SupporterEvent): Supporter {
  const history = recorded(supporter, event)
  switch (event.type) {
    case 'sign-up-requested':
      return signUpRequested(supporter, history, event)
    case 'confirmed': {
      const held = supporter.status === 'subscribed' ? supporter.topics : []
      const { signUp, incomingAddressChange } = awaitingConfirmation(supporter)
      return {
        ...begunAnew(history),
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
        ...(incomingAddressChange && { incomingAddressChange }),
      }
    }
    case 'soft-opted-in': {
      const { consent, profile, softOptIn } = event
      return {
        ...history,
        address: supporter.address ?? profile.address,
        ...detailsIn(profile),
        locale: consent.locale,
        status: 'subscribed',
        since: event.at,
        topics: consent.topics,
        confirmedCycle: 0,
        lawfulBasis: 'charity_soft_opt_in',
        softOptIn,
        ...awaitingConfirmation(supporter),
      }
    }
    case 'withdrawn':
      return {
        ...keptOf(history),
        status: 'unsubscribed',
        since: event.at,
        ...undoableWithdrawalOf(supporter, event.sequence),
      }
    case 'withdrawal-undone':
      return withdrawalUndone(supporter, history, event)
    case 'withdrawal-explained':
      return supporter.status === 'unsubscribed'
        ? { ...supporter, ...history, explained: true }
        : { ...supporter, ...history }
    case 'preferences-changed':
      return preferencesChanged(supporter, history, event)
    case 'sign-up-cancelled': {
      if (supporter.status !== 'subscribed') return { ...supporter, ...history }
      const { signUp, incomingAddressChange, ...held } = supporter
      if (incomingAddressChange?.cycle === event.cycle)
        return { ...held, ...history, ...(signUp && { signUp }) }
      const evidence = withoutEvidenceOf(signUp, history)
      return { ...held, ...history, evidence, ...(incomingAddressChange && { incomingAddressChange }) }
    }
    case 'bounced': {
      const bounces = supporter.bounces + 1
      const kept = keptOf(withoutSoftBounces(history))
      return { ...kept, bounces, status: 'suppressed', since: event.at, reason: 'bounced' }
    }
    case 'soft-bounced': {
      const softBounced = [...(supporter.softBounced ?? []), { mail: event.about, at: event.at }]
      return { ...withDelivery(supporter, history, event), softBounced }
    }
    case 'delayed':
      return withDelivery(supporter, history, event)
    case 'delivered':
      return withDelivery(supporter, withoutSoftBounces(history), event)
    case 'complained':
    case 'objected':
      return { ...keptOf(history), status: 'suppressed', since: event.at, reason: event.type }
    case 'restricted':
      return { ...supporter, ...history, restricted: event.at }
    case 'restriction-lifted': {
      const { restricted: _, ...free } = history
      const { restricted: __, ...unrestricted } = supporter
      return { ...unrestricted, ...free }
    }
    case 'rectified':
      return { ...withoutDetails(supporter), ...withoutDetails(history), ...detailsIn(event) }
    case 'address-change-requested':
      return {
        ...supporter,
        ...history,
        outgoingAddressChange: { cycle: event.cycle, sequence: event.sequence },
      }
    case 'address-change-stopped': {
      const { outgoingAddressChange: _, ...staying } = history
      const { outgoingAddressChange: __, ...others } = supporter
      return { ...others, ...staying } as Supporter
    }
    case 'address-change-offered':
      return addressChangeOffered(supporter, history, event)
    case 'address-changed-to': {
      const { version, head, mailedAt, bounces, everConfirmed, erasing } = history
      return {
        ...unknownSupporter(version, head),
        mailedAt,
        bounces,
        everConfirmed,
        ...(erasing !== undefined && { erasing }),
        changedTo: event.to,
        status: 'unsubscribed',
        since: event.at,
      }
    }
    case 'address-changed-from':
      return addressChangedFrom(supporter, history, event)
    case 'lapsed':
      return { ...lapse(supporter, Number.POSITIVE_INFINITY, 0), version: event.sequence }
    case 'expired':
      return expired(supporter, history)
    case 'erasure-begun':
      return erasing(history, event)
    case 'erased':
      return erased(supporter, history)
    case 'my-data-link-requested':
    case 'confirmation-resent':
    case 'exported':
    case 'sign-up-repeated':
      return { ...supporter, ...history }
    default:
      return event satisfies never
  }
}

/** At once: what outlives this is what the last mail needs. */
function erasing({ version, head, address, locale }: History, event: ErasureBegun): Supporter {
  const owed = event.mail && { ...(address && { address }), ...(locale && { locale }) }
  return {
    ...unknownSupporter(version, head),
    ...owed,
    erasing: event.sequence,
    status: 'suppressed',
    since: event.at,
    reason: 'erased',
  }
}

/** As of somebody who never confirmed: the keyed hash, and that they are not to be written to. */
function expired(supporter: Supporter, { version, head, bounces }: History): Supporter {
  const kept = { ...unknownSupporter(version, head), bounces }
  if (supporter.status === 'unsubscribed') return { ...kept, status: 'unsubscribed', since: supporter.since }
  if (supporter.status !== 'suppressed') return supporter
  const { status, since, reason } = supporter
  return { ...kept, status, since, reason }
}

/** Who signed up again meanwhile is somebody new, and stays. */
function erased(supporter: Supporter, history: History): Supporter {
  const { erasing: _, ...rest } = { ...supporter, ...history }
  if (supporter.status !== 'suppressed' || supporter.reason !== 'erased') return rest as Supporter
  const { status, since, reason } = supporter
  return { ...unknownSupporter(history.version, history.head), status, since, reason }
}

function signUpRequested(supporter: Supporter, history: History, event: SignUpRequested): Supporter {
  const signUp = pendingSignUpOf(event)
  const waiting = pendingSignUp(supporter)
  // The same form again takes the place of the first: its evidence proves nothing that anybody will agree to.
  const superseded = waiting?.consent.form === event.consent.form ? waiting.sequence : undefined
  const evidence = history.evidence.filter(({ sequence }) => sequence !== superseded)
  if (supporter.status === 'subscribed') return { ...supporter, ...history, evidence, signUp }
  const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
  const address = supporter.address ?? event.profile.address
  const { locale } = event.consent
  return { ...history, evidence, address, locale, status: 'pending', signUp, before }
}

function addressChangeOffered(
  supporter: Supporter,
  history: History,
  event: AddressChangeOffered,
): Supporter {
  const { cycle, at, from, locale, profile } = event
  const incomingAddressChange = { cycle, at, from }
  if (supporter.status === 'subscribed') return { ...supporter, ...history, incomingAddressChange }
  const { signUp } = awaitingConfirmation(supporter)
  const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
  const address = supporter.address ?? profile.address
  return {
    ...history,
    address,
    locale,
    status: 'pending',
    ...(signUp && { signUp }),
    incomingAddressChange,
    before,
  }
}

function addressChangedFrom(supporter: Supporter, history: History, event: AddressChangedFrom): Supporter {
  const { cycle, consent, softOptIn, since, locale, pausedUntil } = event
  const { signUp } = awaitingConfirmation(supporter)
  return {
    ...begunAnew(history),
    ...detailsIn(event),
    locale,
    everConfirmed: true,
    bounces: 0,
    status: 'subscribed',
    since,
    topics: consent.topics,
    confirmedCycle: Math.max(cycle, supporter.status === 'subscribed' ? supporter.confirmedCycle : 0),
    lawfulBasis: consent.lawfulBasis,
    ...(softOptIn && { softOptIn }),
    ...(pausedUntil !== undefined && { pausedUntil }),
    ...(signUp && { signUp }),
  }
}

function withdrawalUndone(
  supporter: Supporter,
  history: History,
  { topics, pausedUntil }: Extract<SupporterEvent, { type: 'withdrawal-undone' }>,
): Supporter {
  if (supporter.status !== 'unsubscribed' || !supporter.withdrawal) return { ...supporter, ...history }
  const { pausedUntil: _, ...from } = supporter.withdrawal.from
  return {
    ...history,
    ...from,
    ...(pausedUntil !== undefined && { pausedUntil }),
    status: 'subscribed',
    topics,
  }
}

function preferencesChanged(supporter: Supporter, history: History, event: PreferencesChanged): Supporter {
  if (supporter.status !== 'subscribed') return { ...supporter, ...history }
  const { since, confirmedCycle, lawfulBasis, softOptIn } = supporter
  const { topics, locale, pausedUntil, consent } = event
  return {
    ...withoutDetails(history),
    ...detailsIn(event),
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

/** What the provider said, beside the request whose mail it is about; elsewhere it changes nothing. */
function withDelivery(
  supporter: Supporter,
  history: History,
  { about, type: delivery }: SoftBounced | Delivered | Delayed,
): Supporter {
  const { softBounced: _, ...clean } = supporter
  const signUp = pendingSignUp(supporter)
  if (!signUp || about < signUp.cycle) return { ...clean, ...history }
  return { ...clean, ...history, signUp: { ...signUp, delivery } } as Supporter
}

function recorded(supporter: Supporter, event: SupporterEvent): History {
  const recent = supporter.mailedAt.filter((at) => event.at - at < mailWindow)
  return {
    ...historyOf(supporter),
    version: event.sequence,
    mailedAt: event.mail ? [...recent, event.at] : recent,
    evidence: event.evidence
      ? [...supporter.evidence, { ...event.evidence, sequence: event.sequence }]
      : supporter.evidence,
  }
}

/** Somebody subscribed at this address by a press in its mailbox: what was before is over. */
function begunAnew({ changedTo: _, ...history }: History): History {
  return withoutSoftBounces(history)
}

function withoutSoftBounces({ softBounced: _, ...history }: History): History {
  return history
}

/** A soft opt-in that is taken back is not undone: nobody had agreed to it. */
function undoableWithdrawalOf(supporter: Supporter, sequence: number): { withdrawal?: UndoableWithdrawal } {
  if (supporter.status !== 'subscribed' || !supporter.everConfirmed) return {}
  return { withdrawal: { sequence, from: subscriptionOf(supporter) } }
}

function subscriptionOf({
  since,
  topics,
  confirmedCycle,
  lawfulBasis,
  softOptIn,
  pausedUntil,
}: Extract<Supporter, { status: 'subscribed' }>): Subscription {
  return {
    since,
    topics,
    confirmedCycle,
    lawfulBasis,
    ...(softOptIn && { softOptIn }),
    ...(pausedUntil !== undefined && { pausedUntil }),
  }
}

function pauseOf(supporter: Supporter): Pick<Subscription, 'pausedUntil'> {
  return supporter.status === 'subscribed' && supporter.pausedUntil !== undefined
    ? { pausedUntil: supporter.pausedUntil }
    : {}
}

function withoutEvidenceOf(signUp: PendingSignUp | undefined, { evidence }: History) {
  return signUp ? evidence.filter(({ sequence }) => sequence !== signUp.sequence) : evidence
}

function pendingSignUpOf({ cycle, sequence, at, consent, profile }: SignUpRequested): PendingSignUp {
  return { cycle, sequence, at, consent, ...detailsIn(profile) }
}

function standingOf(supporter: Exclude<Supporter, { status: 'pending' | 'subscribed' }>): InactiveState {
  switch (supporter.status) {
    case 'unknown':
      return { status: 'unknown' }
    case 'unsubscribed':
      return { status: 'unsubscribed', since: supporter.since }
    case 'suppressed':
      return { status: 'suppressed', since: supporter.since, reason: supporter.reason }
    default:
      return supporter satisfies never
  }
}

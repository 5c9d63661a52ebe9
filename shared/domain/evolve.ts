import type {
  Delayed,
  Delivered,
  ErasureBegun,
  MovedHere,
  MoveOffered,
  PreferencesChanged,
  Requested,
  SoftBounced,
  SupporterEvent,
} from './events.ts'
import { historyOf, keptOf } from './history.ts'
import { lapse } from './lapse.ts'
import { mailsRemembered } from './mail-pace.ts'
import {
  type Departure,
  type History,
  type PendingRequest,
  pendingRequest,
  type Standing,
  type Subscription,
  type Supporter,
  union,
  unknownSupporter,
  waitingIn,
} from './supporter.ts'

/** Folds one event into the state. Total: an event once written always folds. */
export function evolve(supporter: Supporter, event: SupporterEvent): Supporter {
  const history = recorded(supporter, event)
  switch (event.type) {
    case 'requested':
      return requested(supporter, history, event)
    case 'confirmed': {
      const held = supporter.status === 'subscribed' ? supporter.topics : []
      const { request, arrival } = waitingIn(supporter)
      const name = request?.name ?? supporter.name
      return {
        ...begunAnew(history),
        ...(name !== undefined && { name }),
        locale: event.consent.locale,
        everConfirmed: true,
        bounces: 0,
        status: 'subscribed',
        since: supporter.status === 'subscribed' ? supporter.since : event.at,
        topics: union(held, event.consent.topics),
        confirmedCycle: event.cycle,
        lawfulBasis: 'consent',
        ...pauseOf(supporter),
        ...(arrival && { arrival }),
      }
    }
    case 'soft-opted-in': {
      const { consent, profile, softOptIn } = event
      return {
        ...history,
        address: supporter.address ?? profile.address,
        ...(profile.name !== undefined && { name: profile.name }),
        locale: consent.locale,
        status: 'subscribed',
        since: event.at,
        topics: consent.topics,
        confirmedCycle: 0,
        lawfulBasis: 'charity_soft_opt_in',
        softOptIn,
        ...waitingIn(supporter),
      }
    }
    case 'withdrawn':
      return {
        ...keptOf(history),
        status: 'unsubscribed',
        since: event.at,
        ...departureOf(supporter, event.sequence),
      }
    case 'returned':
      return returned(supporter, history, event)
    case 'departure-explained':
      return supporter.status === 'unsubscribed'
        ? { ...supporter, ...history, explained: true }
        : { ...supporter, ...history }
    case 'preferences-changed':
      return preferencesChanged(supporter, history, event)
    case 'request-cancelled': {
      if (supporter.status !== 'subscribed') return { ...supporter, ...history }
      const { request, arrival, ...held } = supporter
      if (arrival?.cycle === event.cycle) return { ...held, ...history, ...(request && { request }) }
      const evidence = withoutRequest(history, request)
      return { ...held, ...history, evidence, ...(arrival && { arrival }) }
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
    case 'rectified': {
      const { name: _, ...rest } = history
      const { name: __, ...nameless } = supporter
      return { ...nameless, ...rest, ...(event.name !== undefined && { name: event.name }) }
    }
    case 'move-requested':
      return { ...supporter, ...history, moving: { cycle: event.cycle, sequence: event.sequence } }
    case 'move-stopped': {
      const { moving: _, ...staying } = history
      const { moving: __, ...others } = supporter
      return { ...others, ...staying } as Supporter
    }
    case 'move-offered':
      return moveOffered(supporter, history, event)
    case 'moved-away': {
      const { version, head, mailedAt, bounces, everConfirmed, erasing } = history
      return {
        ...unknownSupporter(version, head),
        mailedAt,
        bounces,
        everConfirmed,
        ...(erasing !== undefined && { erasing }),
        movedTo: event.to,
        status: 'unsubscribed',
        since: event.at,
      }
    }
    case 'moved-here':
      return movedHere(supporter, history, event)
    case 'lapsed':
      return { ...lapse(supporter, Number.POSITIVE_INFINITY, 0), version: event.sequence }
    case 'expired':
      return expired(supporter, history)
    case 'erasure-begun':
      return erasing(history, event)
    case 'erased':
      return erased(supporter, history)
    case 'link-requested':
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

function requested(supporter: Supporter, history: History, event: Requested): Supporter {
  const request = requestOf(event)
  const waiting = pendingRequest(supporter)
  // The same form again takes the place of the first: its evidence proves nothing that anybody will agree to.
  const superseded = waiting?.consent.form === event.consent.form ? waiting.sequence : undefined
  const evidence = history.evidence.filter(({ sequence }) => sequence !== superseded)
  if (supporter.status === 'subscribed') return { ...supporter, ...history, evidence, request }
  const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
  const address = supporter.address ?? event.profile.address
  const { locale } = event.consent
  return { ...history, evidence, address, locale, status: 'pending', request, before }
}

function moveOffered(supporter: Supporter, history: History, event: MoveOffered): Supporter {
  const { cycle, at, from, locale, profile } = event
  const arrival = { cycle, at, from }
  if (supporter.status === 'subscribed') return { ...supporter, ...history, arrival }
  const { request } = waitingIn(supporter)
  const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
  const address = supporter.address ?? profile.address
  return { ...history, address, locale, status: 'pending', ...(request && { request }), arrival, before }
}

function movedHere(supporter: Supporter, history: History, event: MovedHere): Supporter {
  const { cycle, consent, softOptIn, since, locale, name, pausedUntil } = event
  const { request } = waitingIn(supporter)
  return {
    ...begunAnew(history),
    ...(name !== undefined && { name }),
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
    ...(request && { request }),
  }
}

function returned(
  supporter: Supporter,
  history: History,
  { topics, pausedUntil }: Extract<SupporterEvent, { type: 'returned' }>,
): Supporter {
  if (supporter.status !== 'unsubscribed' || !supporter.departure) return { ...supporter, ...history }
  const { pausedUntil: _, ...from } = supporter.departure.from
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
    ...waitingIn(supporter),
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
  const request = pendingRequest(supporter)
  if (!request || about < request.cycle) return { ...clean, ...history }
  return { ...clean, ...history, request: { ...request, delivery } } as Supporter
}

function recorded(supporter: Supporter, event: SupporterEvent): History {
  const recent = supporter.mailedAt.filter((at) => event.at - at < mailsRemembered)
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
function begunAnew({ movedTo: _, ...history }: History): History {
  return withoutSoftBounces(history)
}

function withoutSoftBounces({ softBounced: _, ...history }: History): History {
  return history
}

/** A soft opt-in that is taken back is not undone: nobody had agreed to it. */
function departureOf(supporter: Supporter, sequence: number): { departure?: Departure } {
  if (supporter.status !== 'subscribed' || !supporter.everConfirmed) return {}
  return { departure: { sequence, from: subscriptionOf(supporter) } }
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

function withoutRequest({ evidence }: History, request: PendingRequest | undefined) {
  return request ? evidence.filter(({ sequence }) => sequence !== request.sequence) : evidence
}

function requestOf({ cycle, sequence, at, consent, profile }: Requested): PendingRequest {
  return { cycle, sequence, at, consent, ...(profile.name !== undefined && { name: profile.name }) }
}

function standingOf(supporter: Exclude<Supporter, { status: 'pending' | 'subscribed' }>): Standing {
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

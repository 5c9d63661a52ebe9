import type { Locale } from '../locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { Consent, Evidence, Instant, LawfulBasis, SoftOptIn, SupporterEvent } from './events.ts'
import { mailsRemembered } from './mail-pace.ts'

/** A sign-up that waits for its confirmation. */
export interface PendingRequest {
  /** Sequence of the event that opened it: what a confirmation link names. */
  readonly cycle: number
  /** Sequence of the latest form sent for it: what a confirmation page shows. */
  readonly sequence: number
  readonly at: Instant
  readonly consent: Consent
  readonly name?: string
}

/** Where a supporter stood before asking (again), and stands again if the request lapses. */
export type Standing =
  | { readonly status: 'unknown' }
  | { readonly status: 'unsubscribed'; readonly since: Instant }
  | { readonly status: 'suppressed'; readonly since: Instant; readonly reason: 'bounced' | 'complained' }

/** The state that events fold into. */
export type Supporter = History &
  (
    | Standing
    | { readonly status: 'pending'; readonly request: PendingRequest; readonly before: Standing }
    | {
        readonly status: 'subscribed'
        readonly since: Instant
        readonly topics: readonly string[]
        /** The cycle of the latest confirmation: pressing its link again is no error. */
        readonly confirmedCycle: number
        readonly lawfulBasis: LawfulBasis
        /** Where the basis is a soft opt-in: what must be there whenever a mail goes out. */
        readonly softOptIn?: SoftOptIn
        /** Topics asked for beyond those held. */
        readonly request?: PendingRequest
      }
  )

export type Status = Supporter['status']

interface History {
  /** Sequence of the last event; 0 for somebody we never heard of. */
  readonly version: number
  /** Hash of the last event: what the next one is chained to. */
  readonly head?: string
  readonly address?: EmailAddress
  readonly name?: string
  readonly locale?: Locale
  /** When mails were owed, within the last week: what the pace is measured by. */
  readonly mailedAt: readonly Instant[]
  /** Whether they ever confirmed. Of somebody who never did, nothing personal outlives the request. */
  readonly everConfirmed: boolean
  /** Permanent bounces since the last confirmation. */
  readonly bounces: number
  readonly evidence: readonly RecordedEvidence[]
}

export interface RecordedEvidence extends Evidence {
  /** The event that it belongs to. */
  readonly sequence: number
}

/** Somebody of whom nothing is held; `version` is that of their last event in the ledger, if there ever was one. */
export function unknownSupporter(version = 0, head?: string): Supporter {
  const chain = { version, ...(head !== undefined && { head }) }
  return { status: 'unknown', ...chain, everConfirmed: false, mailedAt: [], bounces: 0, evidence: [] }
}

/** Folds one event into the state. Total: an event once written always folds. */
export function evolve(supporter: Supporter, event: SupporterEvent): Supporter {
  const history = recorded(supporter, event)
  switch (event.type) {
    case 'requested': {
      const request = requestOf(event)
      const waiting = pendingRequest(supporter)
      // The same form again takes the place of the first: its evidence proves nothing that anybody will agree to.
      const superseded = waiting?.consent.form === event.consent.form ? waiting.sequence : undefined
      const evidence = history.evidence.filter(({ sequence }) => sequence !== superseded)
      const address = supporter.address ?? event.profile.address
      if (supporter.status === 'subscribed') return { ...supporter, ...history, evidence, request }
      const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
      return {
        ...history,
        evidence,
        address,
        locale: event.consent.locale,
        status: 'pending',
        request,
        before,
      }
    }
    case 'confirmed': {
      const held = supporter.status === 'subscribed' ? supporter.topics : []
      const name = requestNameOf(supporter) ?? supporter.name
      return {
        ...history,
        ...(name !== undefined && { name }),
        locale: event.consent.locale,
        everConfirmed: true,
        bounces: 0,
        status: 'subscribed',
        since: supporter.status === 'subscribed' ? supporter.since : event.at,
        topics: union(held, event.consent.topics),
        confirmedCycle: event.cycle,
        lawfulBasis: 'consent',
      }
    }
    case 'soft-opted-in': {
      const { consent, profile, softOptIn } = event
      const request = pendingRequest(supporter)
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
        ...(request && { request }),
      }
    }
    case 'withdrawn':
      return { ...keptOf(history), status: 'unsubscribed', since: event.at }
    case 'bounced': {
      const bounces = supporter.bounces + 1
      return { ...keptOf(history), bounces, status: 'suppressed', since: event.at, reason: 'bounced' }
    }
    case 'complained':
      return { ...keptOf(history), status: 'suppressed', since: event.at, reason: 'complained' }
    case 'confirmation-resent':
    case 'sign-up-repeated':
      return { ...supporter, ...history }
    default:
      return event satisfies never
  }
}

/**
 * A request that was never confirmed within the retention set counts as if it had never been made: its evidence, its
 * name, and all of somebody who never confirmed anything (UK GDPR Art 5(1)(e)).
 */
export function lapse(supporter: Supporter, at: Instant, pendingFor: number): Supporter {
  const request = pendingRequest(supporter)
  if (!request || at < request.at + pendingFor) return supporter
  const evidence = supporter.evidence.filter(({ sequence }) => sequence < request.cycle)
  if (supporter.status === 'subscribed') {
    const { request: _, ...rest } = supporter
    return { ...rest, evidence }
  }
  if (supporter.status !== 'pending' || supporter.before.status === 'unknown')
    return unknownSupporter(supporter.version, supporter.head)
  return { ...keptOf({ ...historyOf(supporter), evidence }), ...supporter.before }
}

/** When everything held about this supporter may be forgotten, unless they confirm before. */
export function forgetAt(supporter: Supporter, pendingFor: number): Instant | undefined {
  return supporter.status === 'pending' && !supporter.everConfirmed
    ? supporter.request.at + pendingFor
    : undefined
}

export function pendingRequest(supporter: Supporter): PendingRequest | undefined {
  return supporter.status === 'pending' || supporter.status === 'subscribed' ? supporter.request : undefined
}

export function union<T>(left: readonly T[], right: readonly T[]): readonly T[] {
  return [...new Set([...left, ...right])]
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

/** Of somebody who never confirmed only the keyed hash is kept, to know that they left, bounced or complained. */
function keptOf(history: History): History {
  if (history.everConfirmed) return history
  const { version, head, everConfirmed, mailedAt, bounces } = history
  return { version, ...(head !== undefined && { head }), everConfirmed, mailedAt, bounces, evidence: [] }
}

function historyOf({
  version,
  head,
  address,
  name,
  locale,
  everConfirmed,
  mailedAt,
  bounces,
  evidence,
}: Supporter): History {
  return {
    version,
    everConfirmed,
    mailedAt,
    bounces,
    evidence,
    ...(head !== undefined && { head }),
    ...(address && { address }),
    ...(name !== undefined && { name }),
    ...(locale && { locale }),
  }
}

function requestOf(event: Extract<SupporterEvent, { type: 'requested' }>): PendingRequest {
  const { cycle, sequence, at, consent, profile } = event
  return { cycle, sequence, at, consent, ...(profile.name !== undefined && { name: profile.name }) }
}

function requestNameOf(supporter: Supporter): string | undefined {
  return pendingRequest(supporter)?.name
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

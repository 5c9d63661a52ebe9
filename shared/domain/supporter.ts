import type { Locale } from '../locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { Consent, Evidence, Instant, LawfulBasis, SoftOptIn, SupporterEvent } from './events.ts'

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
  /** When mails were owed, within the last day: what the cool-down is measured by. */
  readonly mailedAt: readonly Instant[]
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
  return { status: 'unknown', ...chain, mailedAt: [], bounces: 0, evidence: [] }
}

const day = 24 * 60 * 60 * 1000

/** Folds one event into the state. Total: an event once written always folds. */
export function evolve(supporter: Supporter, event: SupporterEvent): Supporter {
  const history = recorded(supporter, event)
  switch (event.type) {
    case 'requested': {
      const request = requestOf(event)
      const address = supporter.address ?? event.profile.address
      if (supporter.status === 'subscribed') return { ...supporter, ...history, request }
      const before = supporter.status === 'pending' ? supporter.before : standingOf(supporter)
      return { ...history, address, locale: event.consent.locale, status: 'pending', request, before }
    }
    case 'confirmed': {
      const held = supporter.status === 'subscribed' ? supporter.topics : []
      const name = requestNameOf(supporter) ?? supporter.name
      return {
        ...history,
        ...(name !== undefined && { name }),
        locale: event.consent.locale,
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
      return { ...history, status: 'unsubscribed', since: event.at }
    case 'bounced':
      return {
        ...history,
        bounces: supporter.bounces + 1,
        status: 'suppressed',
        since: event.at,
        reason: 'bounced',
      }
    case 'complained':
      return { ...history, status: 'suppressed', since: event.at, reason: 'complained' }
    case 'confirmation-resent':
    case 'sign-up-repeated':
      return { ...supporter, ...history }
    default:
      return event satisfies never
  }
}

/** A request that was never confirmed within the retention set counts as if it had never been made (UK GDPR Art 5(1)(e)). */
export function lapse(supporter: Supporter, at: Instant, pendingFor: number): Supporter {
  if (!('request' in supporter) || supporter.request === undefined) return supporter
  if (at < supporter.request.at + pendingFor) return supporter
  if (supporter.status === 'subscribed') {
    const { request: _, ...rest } = supporter
    return rest
  }
  if (supporter.before.status === 'unknown') return unknownSupporter(supporter.version, supporter.head)
  return { ...historyOf(supporter), ...supporter.before }
}

/** When everything held about this supporter may be forgotten, unless they confirm before. */
export function forgetAt(supporter: Supporter, pendingFor: number): Instant | undefined {
  const neverConsented = supporter.status === 'pending' && supporter.before.status === 'unknown'
  return neverConsented ? supporter.request.at + pendingFor : undefined
}

export function pendingRequest(supporter: Supporter): PendingRequest | undefined {
  return supporter.status === 'pending' || supporter.status === 'subscribed' ? supporter.request : undefined
}

export function union<T>(left: readonly T[], right: readonly T[]): readonly T[] {
  return [...new Set([...left, ...right])]
}

function recorded(supporter: Supporter, event: SupporterEvent): History {
  const recent = supporter.mailedAt.filter((at) => at > event.at - day)
  return {
    ...historyOf(supporter),
    version: event.sequence,
    mailedAt: event.mail ? [...recent, event.at] : recent,
    evidence: event.evidence
      ? [...supporter.evidence, { ...event.evidence, sequence: event.sequence }]
      : supporter.evidence,
  }
}

function historyOf({
  version,
  head,
  address,
  name,
  locale,
  mailedAt,
  bounces,
  evidence,
}: Supporter): History {
  return {
    version,
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

import { compact } from '../lib/compact.ts'
import type { Locale } from '../settings/locale.ts'
import type { EmailAddress } from './email-address.ts'
import type {
  AddressChangeOrigin,
  Consent,
  Cycle,
  Evidence,
  Instant,
  LawfulBasis,
  Sequence,
  SoftOptIn,
} from './events.ts'
import type { PersonalDetails } from './profile.ts'
import type { SupporterId } from './supporter-id.ts'

/** A sign-up that waits for its confirmation. */
export interface PendingSignUp extends PersonalDetails {
  /** Sequence of the event that opened it. Confirmation links name it. */
  readonly cycle: Cycle
  /** Sequence of the latest form sent for it. Confirmation pages show that form. */
  readonly sequence: Sequence
  readonly at: Instant
  readonly consent: Consent
  /** The id of the latest form, of which its browser holds a mark. Absent in older records. */
  readonly nonce?: string
  /** Whether it is also for the topics of an earlier form, which may be another person's. */
  readonly joined?: true
  /** The provider's latest report on its confirmation mail. */
  readonly delivery?: 'delivered' | 'delayed' | 'soft-bounced'
}

/** A record at another address that continues here once a link sent here is pressed. */
export interface IncomingAddressChange {
  /** Sequence of the event that first offered it. Its link names it. */
  readonly cycle: Cycle
  readonly at: Instant
  readonly from: AddressChangeOrigin
}

/** The sign-up and the address change that wait for a press in the mailbox. */
export interface AwaitingConfirmation {
  readonly signUp?: PendingSignUp
  readonly incomingAddressChange?: IncomingAddressChange
}

/** A subscriber's choices, and the lawful basis of mails to them. */
export interface Subscription {
  readonly since: Instant
  readonly topics: readonly string[]
  /** The cycle of the latest confirmation: pressing its link again is not an error. */
  readonly confirmedCycle: Cycle
  readonly lawfulBasis: LawfulBasis
  /** The conditions of the soft opt-in, if that is the basis; checked before each mail. */
  readonly softOptIn?: SoftOptIn
  /** The end of a pause, before which no mail is sent. It ends by itself, without an event. */
  readonly pausedUntil?: Instant
}

/** The subscription that a withdrawal ended, which the next page can restore. */
export interface UndoableWithdrawal {
  /** Sequence of the withdrawal. */
  readonly sequence: Sequence
  readonly from: Subscription
}

/** The state before a pending sign-up or address change, which returns if that lapses. */
export type InactiveState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'unsubscribed'
      readonly since: Instant
      /** Absent if the supporter had never confirmed. */
      readonly withdrawal?: UndoableWithdrawal
      readonly explained?: true
    }
  | {
      readonly status: 'suppressed'
      readonly since: Instant
      readonly reason: 'bounced' | 'complained' | 'objected' | 'erased'
    }

/** The state that events fold into. */
export type Supporter = History &
  (
    | InactiveState
    | (AwaitingConfirmation & { readonly status: 'pending'; readonly before: InactiveState })
    /** A pending sign-up of a subscriber is for topics beyond those held. */
    | (Subscription & AwaitingConfirmation & { readonly status: 'subscribed' })
  )

export type Status = Supporter['status']

/** The part of a record that is kept through every change of its status. */
export interface History extends PersonalDetails {
  /** Sequence of the last event; 0 before the first. */
  readonly version: Sequence
  /** Hash of the last event. The next one is chained to it. */
  readonly head?: string
  readonly address?: EmailAddress
  readonly locale?: Locale
  /** The times at which mails were owed, within the last week: the allowance counts them. */
  readonly mailedAt: readonly Instant[]
  /** The time at which the links to their data were last owed by mail: it answers every earlier request. */
  readonly myDataMailedAt?: Instant
  /** Whether the supporter ever confirmed. If not, no personal data is kept after the sign-up. */
  readonly everConfirmed: boolean
  /** Permanent bounces since the last confirmation. */
  readonly bounces: number
  /** Mails that soft-bounced, with no delivery in between. */
  readonly softBounced?: readonly { readonly mail: Sequence; readonly at: Instant }[]
  /** The time since which the data is restricted: kept and not used (UK GDPR Art 18). */
  readonly restricted?: Instant
  /** Sequence of the event that began an unfinished erasure: the address is kept for its mail alone. */
  readonly erasing?: Sequence
  /** An address change that the supporter requested and that is not complete: its first request, and its latest. */
  readonly outgoingAddressChange?: { readonly cycle: Cycle; readonly sequence: Sequence }
  /** The latest data requests that a copy was mailed for: each is answered by one mail. */
  readonly exportedFor?: readonly string[]
  /** The record under which this one continues, until this address is subscribed again. */
  readonly changedTo?: SupporterId
  readonly evidence: readonly RecordedEvidence[]
}

export interface RecordedEvidence extends Evidence {
  /** The event that it belongs to. */
  readonly sequence: Sequence
}

/** Returns a record with nothing held; `version` is that of its last event in the ledger, if it has one. */
export function unknownSupporter(version = 0, head?: string): Supporter {
  const chain = compact({ version, head })
  return { status: 'unknown', ...chain, everConfirmed: false, mailedAt: [], bounces: 0, evidence: [] }
}

/** Checks whether nothing at all is held, not even when the person was mailed: such a record has no item. */
export function isBlank(supporter: Supporter): boolean {
  return supporter.status === 'unknown' && supporter.mailedAt.length === 0
}

/**
 * Checks whether a record is erased or being erased: nothing more is written to it, and only a new sign-up restarts
 * it.
 */
export function isErased(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && supporter.reason === 'erased'
}

/** Checks whether the record continues under another address, and this one has not been subscribed since. */
export function hasChangedAddress(
  supporter: Supporter,
): supporter is Supporter & { readonly changedTo: SupporterId } {
  return (
    supporter.changedTo !== undefined &&
    (supporter.status === 'unsubscribed' || supporter.status === 'suppressed')
  )
}

/** Returns the sign-up and the address change that wait for a press, if any. */
export function awaitingConfirmation(supporter: Supporter): AwaitingConfirmation {
  if (supporter.status !== 'pending' && supporter.status !== 'subscribed') return {}
  const { signUp, incomingAddressChange } = supporter
  return compact({ signUp, incomingAddressChange })
}

export const pendingSignUp = (supporter: Supporter): PendingSignUp | undefined =>
  awaitingConfirmation(supporter).signUp

export const incomingAddressChange = (supporter: Supporter): IncomingAddressChange | undefined =>
  awaitingConfirmation(supporter).incomingAddressChange

/** Returns one span for everything pending: it begins with the first, and is kept as long as the latest. */
export function pendingSpan(supporter: Supporter): { cycle: Cycle; at: Instant } | undefined {
  const { signUp, incomingAddressChange } = awaitingConfirmation(supporter)
  const all = [signUp, incomingAddressChange].filter((pending) => pending !== undefined)
  if (all.length === 0) return undefined
  return { cycle: Math.min(...all.map(({ cycle }) => cycle)), at: Math.max(...all.map(({ at }) => at)) }
}

export function union<T>(left: readonly T[], right: readonly T[]): readonly T[] {
  return [...new Set([...left, ...right])]
}

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
  /** The provider's last word on its confirmation mail. */
  readonly delivery?: 'delivered' | 'delayed' | 'soft-bounced'
}

/** A record at another address that moves to this one as soon as a link here is pressed. */
export interface IncomingAddressChange {
  /** Sequence of the event that first offered it. Its link names it. */
  readonly cycle: Cycle
  readonly at: Instant
  readonly from: AddressChangeOrigin
}

/** The sign-up and the address change that wait for a link in the mailbox to be pressed. */
export interface AwaitingConfirmation {
  readonly signUp?: PendingSignUp
  readonly incomingAddressChange?: IncomingAddressChange
}

/** A subscriber's choice, and the lawful basis of mails to them. */
export interface Subscription {
  readonly since: Instant
  readonly topics: readonly string[]
  /** The cycle of the latest confirmation: pressing its link again is no error. */
  readonly confirmedCycle: Cycle
  readonly lawfulBasis: LawfulBasis
  /** Where the basis is a soft opt-in: its conditions, checked before each mail. */
  readonly softOptIn?: SoftOptIn
  /** No mail before; it ends by itself, without an event. */
  readonly pausedUntil?: Instant
}

/** The subscription that a withdrawal ended, so that the page that follows can restore it. */
export interface UndoableWithdrawal {
  /** Sequence of the withdrawal. */
  readonly sequence: Sequence
  readonly from: Subscription
}

/** Where a supporter stood before asking (again), and stands again if the request lapses. */
export type InactiveState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'unsubscribed'
      readonly since: Instant
      /** None where the supporter had never confirmed. */
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
    /** A request is for topics beyond those held. */
    | (Subscription & AwaitingConfirmation & { readonly status: 'subscribed' })
  )

export type Status = Supporter['status']

/** The part of a record that outlives every change of its status. */
export interface History extends PersonalDetails {
  /** Sequence of the last event; 0 before the first. */
  readonly version: Sequence
  /** Hash of the last event. The next one is chained to it. */
  readonly head?: string
  readonly address?: EmailAddress
  readonly locale?: Locale
  /** When mails were owed, within the last week. The pace of mails is measured by it. */
  readonly mailedAt: readonly Instant[]
  /** Whether the supporter ever confirmed. If not, no personal data outlives the sign-up. */
  readonly everConfirmed: boolean
  /** Permanent bounces since the last confirmation. */
  readonly bounces: number
  /** Mails that could not be delivered for now, with no delivery between. */
  readonly softBounced?: readonly { readonly mail: Sequence; readonly at: Instant }[]
  /** Since when the data held is kept and not used (UK GDPR Art 18). */
  readonly restricted?: Instant
  /** Sequence of the event that began an erasure which is not finished: the address is kept for its mail alone. */
  readonly erasing?: Sequence
  /** A move to another address that they asked for and that is not completed: its first asking, and its latest. */
  readonly outgoingAddressChange?: { readonly cycle: Cycle; readonly sequence: Sequence }
  /** The latest data requests that a copy was mailed for: each is answered by one mail. */
  readonly exportedFor?: readonly string[]
  /** The record that this one moved to, until this address is subscribed again. */
  readonly changedTo?: SupporterId
  readonly evidence: readonly RecordedEvidence[]
}

export interface RecordedEvidence extends Evidence {
  /** The event that it belongs to. */
  readonly sequence: Sequence
}

/** Returns a record with nothing held; `version` is that of its last event in the ledger, if there ever was one. */
export function unknownSupporter(version = 0, head?: string): Supporter {
  const chain = compact({ version, head })
  return { status: 'unknown', ...chain, everConfirmed: false, mailedAt: [], bounces: 0, evidence: [] }
}

/** Tells whether nothing at all is held, not even when the person was mailed: such a record has no item. */
export function isBlank(supporter: Supporter): boolean {
  return supporter.status === 'unknown' && supporter.mailedAt.length === 0
}

/** Erased, or about to be: nothing more is written into such a record, and only a new sign-up begins it anew. */
export function isErased(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && supporter.reason === 'erased'
}

/** Tells whether the record moved to another address, and this one has not been subscribed since. */
export function hasChangedAddress(
  supporter: Supporter,
): supporter is Supporter & { readonly changedTo: SupporterId } {
  return (
    supporter.changedTo !== undefined &&
    (supporter.status === 'unsubscribed' || supporter.status === 'suppressed')
  )
}

/** Returns the sign-up and the address change that wait for a press, as far as there are any. */
export function awaitingConfirmation(supporter: Supporter): AwaitingConfirmation {
  if (supporter.status !== 'pending' && supporter.status !== 'subscribed') return {}
  const { signUp, incomingAddressChange } = supporter
  return compact({ signUp, incomingAddressChange })
}

export const pendingSignUp = (supporter: Supporter): PendingSignUp | undefined =>
  awaitingConfirmation(supporter).signUp

export const incomingAddressChange = (supporter: Supporter): IncomingAddressChange | undefined =>
  awaitingConfirmation(supporter).incomingAddressChange

/** All that waits, as one: it began with the first, and is kept as long as the latest. */
export function pendingSpan(supporter: Supporter): { cycle: Cycle; at: Instant } | undefined {
  const { signUp, incomingAddressChange } = awaitingConfirmation(supporter)
  const all = [signUp, incomingAddressChange].filter((one) => one !== undefined)
  if (all.length === 0) return undefined
  return { cycle: Math.min(...all.map(({ cycle }) => cycle)), at: Math.max(...all.map(({ at }) => at)) }
}

export function union<T>(left: readonly T[], right: readonly T[]): readonly T[] {
  return [...new Set([...left, ...right])]
}

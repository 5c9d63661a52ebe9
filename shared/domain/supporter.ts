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
  /** Sequence of the event that opened it: what a confirmation link names. */
  readonly cycle: Cycle
  /** Sequence of the latest form sent for it: what a confirmation page shows. */
  readonly sequence: Sequence
  readonly at: Instant
  readonly consent: Consent
  /** What the provider said last of its confirmation mail. */
  readonly delivery?: 'delivered' | 'delayed' | 'soft-bounced'
}

/** Somebody's record that would move to this address, once its link is pressed here. */
export interface IncomingAddressChange {
  /** Sequence of the event that first offered it: what its link names. */
  readonly cycle: Cycle
  readonly at: Instant
  readonly from: AddressChangeOrigin
}

/** What waits for a press in the mailbox. */
export interface AwaitingConfirmation {
  readonly signUp?: PendingSignUp
  readonly incomingAddressChange?: IncomingAddressChange
}

/** What a subscriber gets, and why they may. */
export interface Subscription {
  readonly since: Instant
  readonly topics: readonly string[]
  /** The cycle of the latest confirmation: pressing its link again is no error. */
  readonly confirmedCycle: Cycle
  readonly lawfulBasis: LawfulBasis
  /** Where the basis is a soft opt-in: what must be there whenever a mail goes out. */
  readonly softOptIn?: SoftOptIn
  /** No mail before; it ends by itself, without an event. */
  readonly pausedUntil?: Instant
}

/** What was left, so that the page that follows can give it back. */
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
      /** None of somebody who had never confirmed. */
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

/** What a record keeps through every change of its standing. */
export interface History extends PersonalDetails {
  /** Sequence of the last event; 0 for somebody we never heard of. */
  readonly version: Sequence
  /** Hash of the last event: what the next one is chained to. */
  readonly head?: string
  readonly address?: EmailAddress
  readonly locale?: Locale
  /** When mails were owed, within the last week: what the pace is measured by. */
  readonly mailedAt: readonly Instant[]
  /** Whether they ever confirmed. Of somebody who never did, nothing personal outlives the request. */
  readonly everConfirmed: boolean
  /** Permanent bounces since the last confirmation. */
  readonly bounces: number
  /** Mails that could not be delivered for now, with no delivery between. */
  readonly softBounced?: readonly { readonly mail: Sequence; readonly at: Instant }[]
  /** Since when what is held is kept and not used (UK GDPR Art 18). */
  readonly restricted?: Instant
  /** Sequence of the event that began an erasure which is not finished: the address is kept for its mail alone. */
  readonly erasing?: Sequence
  /** A move to another address that they asked for and that is not completed: its first asking, and its latest. */
  readonly outgoingAddressChange?: { readonly cycle: Cycle; readonly sequence: Sequence }
  /** Where the record moved to, until somebody is subscribed at this address again. */
  readonly changedTo?: SupporterId
  readonly evidence: readonly RecordedEvidence[]
}

export interface RecordedEvidence extends Evidence {
  /** The event that it belongs to. */
  readonly sequence: Sequence
}

/** Somebody of whom nothing is held; `version` is that of their last event in the ledger, if there ever was one. */
export function unknownSupporter(version = 0, head?: string): Supporter {
  const chain = compact({ version, head })
  return { status: 'unknown', ...chain, everConfirmed: false, mailedAt: [], bounces: 0, evidence: [] }
}

/** Erased, or about to be: nothing more is written into such a record, and only a new sign-up begins it anew. */
export function isErased(supporter: Supporter): boolean {
  return supporter.status === 'suppressed' && supporter.reason === 'erased'
}

/** Nobody is subscribed at this address since its record moved to another. */
export function hasChangedAddress(
  supporter: Supporter,
): supporter is Supporter & { readonly changedTo: SupporterId } {
  return (
    supporter.changedTo !== undefined &&
    (supporter.status === 'unsubscribed' || supporter.status === 'suppressed')
  )
}

/** What waits for a press, if anything does. */
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

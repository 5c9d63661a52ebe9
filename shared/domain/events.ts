import type { Locale } from '../settings/locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { PersonalDetails, ProfileField } from './profile.ts'
import type { SourcePage } from './source-page.ts'
import type { SupporterId } from './supporter-id.ts'
import type { ShownNotice, ShownWording } from './wording.ts'

declare const brand: unique symbol

/**
 * A number of one kind. A plain number passes for any kind, so that sums and literals need no constructor; a number of
 * one kind never passes for another: a sequence is no time, and no cycle.
 */
type Kind<Name extends string> = number & { readonly [brand]?: Name }

/** Milliseconds since 1970 UTC. Time comes in as data; nothing in this folder reads a clock. */
export type Instant = Kind<'Instant'>
/** Counts a supporter's events: 1 for the first; each next one adds 1, without a gap. */
export type Sequence = Kind<'Sequence'>
/** The sequence of the first event of one sign-up or one change of address. Its links name it. */
export type Cycle = Kind<'Cycle'>

/** Returns the sequence of the event that a cycle began with. */
export const beginOf = (cycle: Cycle): Sequence => Number(cycle)

export const actors = ['supporter', 'provider', 'officer', 'system'] as const
/** The actor of an event: the supporter by a link or form, the mail provider, a privacy officer, or the product itself. */
export type Actor = (typeof actors)[number]

export const lawfulBases = ['consent', 'charity_soft_opt_in'] as const
/** Kept apart: consent by double opt-in, or the charitable soft opt-in (PECR reg 22(3A), since 5 February 2026). */
export type LawfulBasis = (typeof lawfulBases)[number]

export const mailKinds = [
  'confirmation',
  'welcome',
  'already-subscribed',
  'soft-opt-in',
  'my-data',
  'export',
  'erasure',
  'address-change',
  'address-change-notice',
] as const
export type MailKind = (typeof mailKinds)[number]

/**
 * Proof of the actor. It is personal data, so it is kept with the supporter and can be erased. The ledger holds a
 * commitment to it, with a salt against guessing.
 */
export interface Evidence {
  /** 128 random bits, base64url: erased with the evidence. */
  readonly salt: string
  readonly ip?: string
  readonly userAgent?: string
  /** The page's URL, as in {@link SourcePage}. */
  readonly page?: string
  /** The fields of the form, as they were sent. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>
}

/** The consent that a sign-up form showed: its wording is held by hash. */
export interface Consent {
  readonly form: string
  readonly channel: 'web'
  readonly lawfulBasis: LawfulBasis
  readonly topics: readonly string[]
  readonly wording: ShownWording
  readonly notice: ShownNotice
  readonly locale: Locale
  /** The host of the page, which the settings name: the path is evidence, since a stranger can write it. */
  readonly place?: string
}

/** The conditions of PECR reg 22(3A) that a controller must be able to prove of a soft opt-in. */
export interface SoftOptIn {
  /** The occasion on which the person gave their details, such as a donation. */
  readonly interestEvidence: string
  /** A simple and free way to refuse stood where the details were collected. */
  readonly optOutOfferedAtCollection: true
}

/** Holds the address and what else a person told us about themselves on a form. */
export interface Profile extends PersonalDetails {
  readonly address: EmailAddress
}

/** Declared once for all events. */
export interface EventBase {
  readonly id: string
  readonly sequence: Sequence
  readonly at: Instant
  readonly actor: Actor
  readonly evidence?: Evidence
  /** The request in the officers' register that asked for it. */
  readonly dataRequest?: string
  /** The mail that this event owes. The ledger's stream is the outbox. */
  readonly mail?: MailKind
}

/** A form was sent: consent is asked for and not yet confirmed. `cycle` is the sequence of the first such event. */
export interface SignUpRequested extends EventBase {
  readonly type: 'sign-up-requested'
  readonly cycle: Cycle
  readonly consent: Consent
  readonly profile: Profile
}

/** A person supported or asked, and did not refuse: the charitable soft opt-in allows mails (PECR reg 22(3A)). */
export interface SoftOptedIn extends EventBase {
  readonly type: 'soft-opted-in'
  readonly consent: Consent
  readonly profile: Profile
  readonly softOptIn: SoftOptIn
}

/** A new confirmation link was asked for, from an expired one. */
export interface ConfirmationResent extends EventBase {
  readonly type: 'confirmation-resent'
  readonly cycle: Cycle
}

/** A subscriber filled in the form again and asked for nothing that they do not get already. */
export interface SignUpRepeated extends EventBase {
  readonly type: 'sign-up-repeated'
  readonly consent: Consent
}

/** The link was pressed: the consent of `cycle`, as last asked for, is given. */
export interface Confirmed extends EventBase {
  readonly type: 'confirmed'
  readonly cycle: Cycle
  readonly consent: Consent
}

export const withdrawalMethods = ['link', 'one-click', 'preferences'] as const

/** The supporter left everything (UK GDPR Art 7(3), 21(3)). */
export interface Withdrawn extends EventBase {
  readonly type: 'withdrawn'
  readonly method: (typeof withdrawalMethods)[number]
}

/** The supporter refused a mail that asked to confirm more topics. The subscription stays as it was. */
export interface SignUpCancelled extends EventBase {
  readonly type: 'sign-up-cancelled'
  readonly cycle: Cycle
}

/** The supporter changed their mind on the page that followed leaving, all or in part. */
export interface WithdrawalUndone extends EventBase {
  readonly type: 'withdrawal-undone'
  /** Sequence of the withdrawal. */
  readonly undoes: Sequence
  readonly topics: readonly string[]
  readonly pausedUntil?: Instant
}

export const withdrawalReasons = ['too-many', 'not-relevant', 'never-asked', 'no-longer-supporting'] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

/** Why the supporter left: asked after leaving, never before, and never in free words. */
export interface WithdrawalExplained extends EventBase {
  readonly type: 'withdrawal-explained'
  readonly reason: WithdrawalReason
}

/** The supporter saved their preferences page. It holds the whole choice. */
export interface PreferencesChanged extends EventBase, PersonalDetails {
  readonly type: 'preferences-changed'
  readonly topics: readonly string[]
  readonly locale: Locale
  /** No mail before; it ends by itself. */
  readonly pausedUntil?: Instant
  /** Where topics were added: a new consent, to the wording that the page showed. */
  readonly consent?: Consent
}

/**
 * The links to the data of this address were requested by a form that takes any address. Without evidence, since the
 * sender has not proved that the address is theirs.
 */
export interface MyDataLinkRequested extends EventBase {
  readonly type: 'my-data-link-requested'
}

/** The mailbox does not exist, or has taken nothing for too long, says the provider. */
export interface Bounced extends EventBase {
  readonly type: 'bounced'
  /** Sequence of the event whose mail bounced. */
  readonly about: Sequence
  readonly subtype?: string
}

/** The provider could not deliver for now: a full mailbox, for one. */
export interface SoftBounced extends EventBase {
  readonly type: 'soft-bounced'
  readonly about: Sequence
  readonly subtype?: string
}

/** The provider delivered the mail. Recorded of confirmation mails, and where soft bounces came before. */
export interface Delivered extends EventBase {
  readonly type: 'delivered'
  readonly about: Sequence
}

/** The provider is still trying to deliver a confirmation mail. */
export interface Delayed extends EventBase {
  readonly type: 'delayed'
  readonly about: Sequence
}

/** The supporter pressed "spam". */
export interface Complained extends EventBase {
  readonly type: 'complained'
  readonly about: Sequence
}

/** No more mail, said to the charity or to the Fundraising Preference Service: absolute (UK GDPR Art 21(2)-(3)). */
export interface Objected extends EventBase {
  readonly type: 'objected'
  readonly method: ObjectionMethod
}

export const objectionMethods = ['my-data', 'officer', 'list'] as const
/** On the supporter's own page, to an officer, or on a list such as the Fundraising Preference Service's. */
export type ObjectionMethod = (typeof objectionMethods)[number]

/** The data held is kept and not used (UK GDPR Art 18). */
export interface Restricted extends EventBase {
  readonly type: 'restricted'
}

export interface RestrictionLifted extends EventBase {
  readonly type: 'restriction-lifted'
}

/** Personal details were wrong (UK GDPR Art 16): these are right, and what is left out was removed. */
export interface Rectified extends EventBase, PersonalDetails {
  readonly type: 'rectified'
}

/**
 * Everything is to be erased (UK GDPR Art 17): from here on only the address and the language are left, for the last
 * mail. Without evidence of its own, since that would be new personal data.
 */
export interface ErasureBegun extends EventBase {
  readonly type: 'erasure-begun'
  readonly method: RightsMethod
}

export const rightsMethods = ['my-data', 'officer'] as const
/** On the supporter's own page, or by an officer for a person whose identity is known. */
export type RightsMethod = (typeof rightsMethods)[number]

/** A copy of all data held was made, and a link to it is owed by mail (UK GDPR Art 15, 20). */
export interface Exported extends EventBase {
  readonly type: 'exported'
  readonly method: RightsMethod
}

/** A sign-up or address change was not confirmed in time and was deleted; so was a record never confirmed (Art 5(1)(e)). */
export interface Lapsed extends EventBase {
  readonly type: 'lapsed'
  /** Sequence of the event that the unconfirmed sign-up or address change began with. */
  readonly cycle: Cycle
}

/** The record that moves, by id, and the event of it that asked for that. */
export interface AddressChangeOrigin {
  readonly supporterId: SupporterId
  readonly sequence: Sequence
}

/**
 * The supporter asked to get their mails at another address. Which, the ledger does not say before it is theirs; `cycle`
 * is the sequence of the first such event of one move.
 */
export interface AddressChangeRequested extends EventBase {
  readonly type: 'address-change-requested'
  readonly cycle: Cycle
}

/** "No" to that, from the address that was to be left. */
export interface AddressChangeStopped extends EventBase {
  readonly type: 'address-change-stopped'
  readonly cycle: Cycle
}

/**
 * A supporter at another address asked for their mails at this one: a link here completes the change. Without evidence,
 * since the requester has not proved that this address is theirs. `cycle` is the sequence of the first such event.
 */
export interface AddressChangeOffered extends EventBase {
  readonly type: 'address-change-offered'
  readonly cycle: Cycle
  readonly from: AddressChangeOrigin
  readonly profile: Pick<Profile, 'address'>
  readonly locale: Locale
}

/** The record moved to another address (UK GDPR Art 16), and ends here. */
export interface AddressChangedTo extends EventBase {
  readonly type: 'address-changed-to'
  readonly to: SupporterId
}

/** A record came here from another address, and its consent holds here from now on. */
export interface AddressChangedFrom extends EventBase, PersonalDetails {
  readonly type: 'address-changed-from'
  readonly cycle: Cycle
  /** The last event of that record before it moved: the chain up to there proves the consent. */
  readonly from: AddressChangeOrigin & { readonly hash?: string }
  /** As it was given last. Its topics are all that go on here, those that this address got before among them. */
  readonly consent: Consent
  readonly softOptIn?: SoftOptIn
  /** Since when they have been subscribed, at one address or the other. */
  readonly since: Instant
  readonly locale: Locale
  readonly pausedUntil?: Instant
}

/** The retention of a former subscriber's data is over: the keyed hash stays (Art 5(1)(e)). */
export interface Expired extends EventBase {
  readonly type: 'expired'
}

/** Nothing is left but the keyed hash. */
export interface Erased extends EventBase {
  readonly type: 'erased'
  /** Sequence of the event that began it. */
  readonly begun: Sequence
  /** Names of the recipients that were told to erase it too (Art 19). */
  readonly notified: readonly string[]
}

export type SupporterEvent =
  | SignUpRequested
  | SoftOptedIn
  | ConfirmationResent
  | SignUpRepeated
  | Confirmed
  | Withdrawn
  | SignUpCancelled
  | WithdrawalUndone
  | WithdrawalExplained
  | PreferencesChanged
  | Bounced
  | SoftBounced
  | Delivered
  | Delayed
  | Complained
  | Objected
  | MyDataLinkRequested
  | Restricted
  | RestrictionLifted
  | Rectified
  | Exported
  | AddressChangeRequested
  | AddressChangeStopped
  | AddressChangeOffered
  | AddressChangedTo
  | AddressChangedFrom
  | Lapsed
  | Expired
  | ErasureBegun
  | Erased

export type EventType = SupporterEvent['type']
export type EventOf<T extends EventType> = Extract<SupporterEvent, { readonly type: T }>

/** The members of events that hold personal data. They are kept with the supporter and never reach the ledger. */
type Personal = 'evidence' | 'profile' | ProfileField

/** An event without its personal data, as the ledger has it. */
export type RecordedEvent<T extends EventType = EventType> = Recorded[T]
type Recorded = { readonly [T in EventType]: Omit<EventOf<T>, Personal> }

/** An event of which the personal data may be gone. */
export type FoldableEvent<T extends EventType = EventType> = Foldable[T]
type Foldable = {
  readonly [T in EventType]: Recorded[T] & Partial<Pick<EventOf<T>, Extract<keyof EventOf<T>, Personal>>>
}

/** The members by which an event of a type says more than every event does. */
export type Particulars<T extends EventType> = Omit<EventOf<T>, keyof EventBase | 'type' | Personal>

/** The effects of an event beside the state that it folds into. */
export interface EventTraits {
  /**
   * Its effect on what the supporter agreed to, by consent or soft opt-in: `stops` and `continues-elsewhere` end it here without a
   * withdrawal, `forgets` leaves nothing of it. Where `gives` holds only if the event names a consent, it may have none.
   */
  readonly agreement?: 'asks' | 'gives' | 'renews' | 'withdraws' | 'stops' | 'continues-elsewhere' | 'forgets'
  /**
   * Sent with a form, which works for anyone who knows an address. A soft opt-in's form counts as the supporter's own:
   * reg 22(3A) rests on that.
   */
  readonly byForm?: true
  /** Evidence that must not outlive it: all from before it, or all since the event that its cycle began with. */
  readonly clears?: 'before' | 'cycle'
  /** It leaves work beside the record, which the function `follow-up` carries out. */
  readonly followedUp?: true
}

/** Each type is here: an event without traits says so by `{}`. */
export const eventTraits: { readonly [T in EventType]: EventTraits } = {
  'sign-up-requested': { agreement: 'asks', byForm: true },
  'soft-opted-in': { agreement: 'gives' },
  'confirmation-resent': {},
  'sign-up-repeated': { byForm: true },
  confirmed: { agreement: 'gives' },
  withdrawn: { agreement: 'withdraws' },
  'sign-up-cancelled': {},
  'withdrawal-undone': { agreement: 'renews' },
  'withdrawal-explained': {},
  'preferences-changed': { agreement: 'gives' },
  bounced: { agreement: 'stops' },
  'soft-bounced': {},
  delivered: {},
  delayed: {},
  complained: { agreement: 'withdraws' },
  objected: { agreement: 'withdraws' },
  'my-data-link-requested': {},
  restricted: {},
  'restriction-lifted': {},
  rectified: {},
  exported: {},
  'address-change-requested': {},
  'address-change-stopped': {},
  'address-change-offered': {},
  'address-changed-to': { agreement: 'continues-elsewhere', clears: 'before', followedUp: true },
  'address-changed-from': { agreement: 'gives' },
  lapsed: { clears: 'cycle' },
  expired: { agreement: 'forgets', clears: 'before' },
  // Its end (`erased`) forgets no agreement: by then the same address may have signed up anew.
  'erasure-begun': { agreement: 'forgets', clears: 'before', followedUp: true },
  erased: {},
}

/** The types of the events that the function `follow-up` takes: its event source lets no others through. */
export const followedUpTypes = (Object.keys(eventTraits) as EventType[]).filter(
  (type) => eventTraits[type].followedUp,
)

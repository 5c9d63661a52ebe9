import type { Locale } from '../settings/locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { PersonalDetails, ProfileField } from './profile.ts'
import type { SourcePage } from './source-page.ts'
import type { SupporterId } from './supporter-id.ts'
import type { ShownNotice, ShownWording } from './wording.ts'

declare const brand: unique symbol

/**
 * A number of one kind. A plain number passes for any kind, so that sums and literals need no constructor; a number
 * of one kind never passes for another: a sequence is neither a time nor a cycle.
 */
type Kind<Name extends string> = number & { readonly [brand]?: Name }

/** Milliseconds since 1970 UTC. Time comes in as data; nothing in this folder reads a clock. */
export type Instant = Kind<'Instant'>
/** The position of an event in a supporter's chain: gapless from 1. */
export type Sequence = Kind<'Sequence'>
/** The sequence of the first event of a sign-up or address change. Its links name it. */
export type Cycle = Kind<'Cycle'>

/** Returns the sequence of the first event of a cycle. */
export const beginOf = (cycle: Cycle): Sequence => Number(cycle)

export const actors = ['supporter', 'provider', 'officer', 'system'] as const
/** The actor of an event: the supporter by a link or form, the mail provider, a privacy officer, or the product itself. */
export type Actor = (typeof actors)[number]

export const lawfulBases = ['consent', 'charity_soft_opt_in'] as const
/**
 * Consent by double opt-in, or the charitable soft opt-in (PECR reg 22(3A), since 5 February 2026). They are kept
 * apart.
 */
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
 * Personal data that proves who acted. It is kept with the supporter and can be erased; the ledger holds a salted
 * commitment to it.
 */
export interface Evidence {
  /** 128 random bits, base64url, against guessing: erased with the evidence. */
  readonly salt: string
  readonly ip?: string
  readonly userAgent?: string
  /** The page's URL, as in {@link SourcePage}. */
  readonly page?: string
  /** The fields of the form, as sent. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>
}

/** The consent that a sign-up form showed. Its wording is held by hash. */
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
  /** A simple and free way to refuse was offered where the details were collected. */
  readonly optOutOfferedAtCollection: true
}

/** The address and the personal details that a person gave on a form. */
export interface Profile extends PersonalDetails {
  readonly address: EmailAddress
}

/** The members that all events have. */
export interface EventBase {
  readonly id: string
  readonly sequence: Sequence
  readonly at: Instant
  readonly actor: Actor
  readonly evidence?: Evidence
  /** The data request, in the officers' register, for which it was done. */
  readonly dataRequest?: string
  /** The mail that this event owes. The ledger's stream is the outbox. */
  readonly mail?: MailKind
}

/** A form was sent: consent is requested and not yet confirmed. `cycle` is the sequence of the first such event. */
export interface SignUpRequested extends EventBase {
  readonly type: 'sign-up-requested'
  readonly cycle: Cycle
  readonly consent: Consent
  readonly profile: Profile
}

/**
 * A person gave support or asked for information, and did not refuse: the charitable soft opt-in allows mails (PECR
 * reg 22(3A)).
 */
export interface SoftOptedIn extends EventBase {
  readonly type: 'soft-opted-in'
  readonly consent: Consent
  readonly profile: Profile
  readonly softOptIn: SoftOptIn
}

/** A new confirmation link was requested from an expired one. */
export interface ConfirmationResent extends EventBase {
  readonly type: 'confirmation-resent'
  readonly cycle: Cycle
}

/** A subscriber sent the form again, for nothing that they do not get already. */
export interface SignUpRepeated extends EventBase {
  readonly type: 'sign-up-repeated'
  readonly consent: Consent
}

/** The link was pressed: the consent of `cycle`, as last requested, is given. */
export interface Confirmed extends EventBase {
  readonly type: 'confirmed'
  readonly cycle: Cycle
  readonly consent: Consent
}

export const withdrawalMethods = ['link', 'one-click', 'preferences'] as const

/** The supporter unsubscribed from everything (UK GDPR Art 7(3), 21(3)). */
export interface Withdrawn extends EventBase {
  readonly type: 'withdrawn'
  readonly method: (typeof withdrawalMethods)[number]
}

/** The supporter refused a mail that asked to confirm more topics. The subscription is unchanged. */
export interface SignUpCancelled extends EventBase {
  readonly type: 'sign-up-cancelled'
  readonly cycle: Cycle
}

/** The supporter undid a withdrawal, all or in part, on the page that followed it. */
export interface WithdrawalUndone extends EventBase {
  readonly type: 'withdrawal-undone'
  /** Sequence of the withdrawal. */
  readonly undoes: Sequence
  readonly topics: readonly string[]
  readonly pausedUntil?: Instant
}

export const withdrawalReasons = ['too-many', 'not-relevant', 'never-asked', 'no-longer-supporting'] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

/** The supporter's reason for unsubscribing: requested afterwards, never before, and never as free text. */
export interface WithdrawalExplained extends EventBase {
  readonly type: 'withdrawal-explained'
  readonly reason: WithdrawalReason
}

/** The supporter saved their preferences page. The event holds the whole choice. */
export interface PreferencesChanged extends EventBase, PersonalDetails {
  readonly type: 'preferences-changed'
  readonly topics: readonly string[]
  readonly locale: Locale
  /** The end of a pause, before which no mail is sent. It ends by itself. */
  readonly pausedUntil?: Instant
  /** A new consent, to the wording that the page showed, if topics were added. */
  readonly consent?: Consent
}

/**
 * The links to the data held on this address were requested, by a form that accepts any address. Without evidence,
 * since the sender has not proved that the address is theirs.
 */
export interface MyDataLinkRequested extends EventBase {
  readonly type: 'my-data-link-requested'
}

/** The mailbox does not exist, or has accepted nothing for too long, according to the provider. */
export interface Bounced extends EventBase {
  readonly type: 'bounced'
  /** Sequence of the event whose mail bounced. */
  readonly about: Sequence
  /** The sign-up that the mail asked to confirm. */
  readonly cycle?: Cycle
  readonly subtype?: string
}

/** The provider could not deliver for now, for example because the mailbox is full. */
export interface SoftBounced extends EventBase {
  readonly type: 'soft-bounced'
  readonly about: Sequence
  readonly subtype?: string
}

/** The provider delivered the mail. Recorded for confirmation mails, and after soft bounces. */
export interface Delivered extends EventBase {
  readonly type: 'delivered'
  readonly about: Sequence
}

/** The provider is still trying to deliver a confirmation mail. */
export interface Delayed extends EventBase {
  readonly type: 'delayed'
  readonly about: Sequence
}

/** The supporter marked a mail as spam. */
export interface Complained extends EventBase {
  readonly type: 'complained'
  readonly about: Sequence
  /** The sign-up that the mail asked to confirm. */
  readonly cycle?: Cycle
}

/**
 * The person objected to all mail, to the charity or through the Fundraising Preference Service: absolute (UK GDPR
 * Art 21(2)-(3)).
 */
export interface Objected extends EventBase {
  readonly type: 'objected'
  readonly method: ObjectionMethod
}

export const objectionMethods = ['my-data', 'officer', 'list'] as const
/**
 * The way of objecting: on the supporter's own page, to an officer, or by a list such as the Fundraising Preference
 * Service's.
 */
export type ObjectionMethod = (typeof objectionMethods)[number]

/** The data held was restricted: it is kept and not used (UK GDPR Art 18). */
export interface Restricted extends EventBase {
  readonly type: 'restricted'
}

export interface RestrictionLifted extends EventBase {
  readonly type: 'restriction-lifted'
}

/**
 * Personal details were corrected (UK GDPR Art 16): the event holds the correct ones, and those it omits were
 * removed.
 */
export interface Rectified extends EventBase, PersonalDetails {
  readonly type: 'rectified'
}

/**
 * An erasure began (UK GDPR Art 17): from now on only the address and the language are held, for the last mail.
 * Without evidence of its own, which would be new personal data.
 */
export interface ErasureBegun extends EventBase {
  readonly type: 'erasure-begun'
  readonly method: RightsMethod
}

export const rightsMethods = ['my-data', 'officer'] as const
/**
 * The way of using a right: on the supporter's own page, or through an officer for a person whose identity is known.
 */
export type RightsMethod = (typeof rightsMethods)[number]

/** A copy of all data held was made, and a mail with a link to it is owed (UK GDPR Art 15, 20). */
export interface Exported extends EventBase {
  readonly type: 'exported'
  readonly method: RightsMethod
}

/**
 * A sign-up or address change was not confirmed in time and was deleted, as was a record that was never confirmed
 * (Art 5(1)(e)).
 */
export interface Lapsed extends EventBase {
  readonly type: 'lapsed'
  /** Sequence of the first event of the unconfirmed sign-up or address change. */
  readonly cycle: Cycle
}

/** The old record of an address change, by id, and its event that requested the change. */
export interface AddressChangeOrigin {
  readonly supporterId: SupporterId
  readonly sequence: Sequence
}

/**
 * The supporter requested an address change. The ledger does not name the new address before it is theirs; `cycle` is
 * the sequence of the first such event of one change.
 */
export interface AddressChangeRequested extends EventBase {
  readonly type: 'address-change-requested'
  readonly cycle: Cycle
}

/** The reader of the old mailbox stopped the address change. */
export interface AddressChangeStopped extends EventBase {
  readonly type: 'address-change-stopped'
  readonly cycle: Cycle
}

/**
 * A supporter at another address asked for their mails at this one: a link here completes the change. Without
 * evidence, since the requester has not proved that this address is theirs. `cycle` is the sequence of the first such
 * event.
 */
export interface AddressChangeOffered extends EventBase {
  readonly type: 'address-change-offered'
  readonly cycle: Cycle
  readonly from: AddressChangeOrigin
  readonly profile: Pick<Profile, 'address'>
  readonly locale: Locale
}

/** The record continues under another address (UK GDPR Art 16), and ends here. */
export interface AddressChangedTo extends EventBase {
  readonly type: 'address-changed-to'
  readonly to: SupporterId
}

/** A record continues here from another address, and its consent holds here from now on. */
export interface AddressChangedFrom extends EventBase, PersonalDetails {
  readonly type: 'address-changed-from'
  readonly cycle: Cycle
  /** The last event of that record before the change: the chain up to it proves the consent. */
  readonly from: AddressChangeOrigin & { readonly hash?: string }
  /** The consent as last given. Its topics are all that continue here, including those that this address had before. */
  readonly consent: Consent
  readonly softOptIn?: SoftOptIn
  /** The time since which the supporter has been subscribed, at either address. */
  readonly since: Instant
  readonly locale: Locale
  readonly pausedUntil?: Instant
}

/** The retention of a former subscriber's data ended: only the keyed hash is kept (Art 5(1)(e)). */
export interface Expired extends EventBase {
  readonly type: 'expired'
}

/** An erasure was completed: only the keyed hash is kept. */
export interface Erased extends EventBase {
  readonly type: 'erased'
  /** Sequence of the event that began the erasure. */
  readonly begun: Sequence
  /** Names of the recipients that were notified to erase it too (Art 19). */
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

/** An event without its personal data, as the ledger holds it. */
export type RecordedEvent<T extends EventType = EventType> = Recorded[T]
type Recorded = { readonly [T in EventType]: Omit<EventOf<T>, Personal> }

/** An event whose personal data may be erased. */
export type FoldableEvent<T extends EventType = EventType> = Foldable[T]
type Foldable = {
  readonly [T in EventType]: Recorded[T] & Partial<Pick<EventOf<T>, Extract<keyof EventOf<T>, Personal>>>
}

/** The members of an event type besides those that all events have. */
export type Particulars<T extends EventType> = Omit<EventOf<T>, keyof EventBase | 'type' | Personal>

/** The effects of an event besides the state that it folds into. */
export interface EventTraits {
  /**
   * Its effect on the supporter's agreement, by consent or soft opt-in: `stops` and `continues-elsewhere` end it here
   * without a withdrawal, `deletes` keeps nothing of it. If consent is optional in a `gives` event, the effect holds
   * only with it.
   */
  readonly agreement?: 'asks' | 'gives' | 'renews' | 'withdraws' | 'stops' | 'continues-elsewhere' | 'deletes'
  /**
   * Sent by a form, which anyone who knows an address can use. A soft opt-in's form counts as the supporter's own:
   * reg 22(3A) rests on that.
   */
  readonly byForm?: true
  /** The evidence that must not outlive it: all from before it, or all since the event that its cycle began with. */
  readonly clears?: 'before' | 'cycle'
  /** It requires work outside the record, which the function `follow-up` does. */
  readonly followedUp?: true
}

/** Lists every type: an event without traits has `{}`. */
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
  expired: { agreement: 'deletes', clears: 'before' },
  // Its end (`erased`) deletes no agreement: by then the same address may have signed up again.
  'erasure-begun': { agreement: 'deletes', clears: 'before', followedUp: true },
  erased: {},
}

/** The types of the events that the function `follow-up` handles: its event source filters out all others. */
export const followedUpTypes = (Object.keys(eventTraits) as EventType[]).filter(
  (type) => eventTraits[type].followedUp,
)

/** The events that end a first mail, one that asks a new sign-up to confirm: the function `enqueue-work` counts them. */
export const firstMailOutcomes = [
  'delivered',
  'bounced',
  'complained',
  'confirmed',
] as const satisfies readonly EventType[]
export type FirstMailOutcome = (typeof firstMailOutcomes)[number]

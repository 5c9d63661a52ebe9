import type { Locale } from '../settings/locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { PersonalDetails } from './profile.ts'
import type { SourcePage } from './source-page.ts'
import type { SupporterId } from './supporter-id.ts'
import type { ShownNotice, ShownWording } from './wording.ts'

/** Milliseconds since 1970 UTC. Time comes in as data; nothing in this folder reads a clock. */
export type Instant = number

/** Who acted: the supporter by a link or form, the mail provider, a privacy officer, or the product itself. */
export type Actor = 'supporter' | 'provider' | 'officer' | 'system'
/** Kept apart: consent by double opt-in, or the charitable soft opt-in (PECR reg 22(3A), since 5 February 2026). */
export type LawfulBasis = 'consent' | 'charity_soft_opt_in'
export type MailKind =
  | 'confirmation'
  | 'welcome'
  | 'already-subscribed'
  | 'soft-opt-in'
  | 'my-data'
  | 'export'
  | 'erasure'
  | 'address-change'
  | 'address-change-notice'

/**
 * What proves who acted: personal data, so it is kept with the supporter and can be erased.
 * The ledger holds a commitment to it, salted so that nobody can guess it back.
 */
export interface Evidence {
  /** 128 random bits, base64url: erased with the evidence. */
  readonly salt: string
  readonly ip?: string
  readonly userAgent?: string
  /** The page's URL, as in {@link SourcePage}. */
  readonly page?: string
  /** What was submitted, field by field, as it was sent. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>
}

/** What a sign-up form said: the consent itself, word for word by hash. */
export interface Consent {
  readonly form: string
  readonly channel: 'web'
  readonly lawfulBasis: LawfulBasis
  readonly topics: readonly string[]
  readonly wording: ShownWording
  readonly notice: ShownNotice
  readonly locale: Locale
  /** Host and path of the page, without personal data. */
  readonly place?: string
}

/** What reg 22(3A) asks to be shown of a soft opt-in, beside who, when and where. */
export interface SoftOptIn {
  /** In the course of what the person gave their details, such as a donation. */
  readonly interestEvidence: string
  /** A simple and free way to refuse stood where the details were collected. */
  readonly optOutOfferedAtCollection: true
}

/** Holds the address and what else a person told us about themselves on a form. */
export interface Profile extends PersonalDetails {
  readonly address: EmailAddress
}

interface EventBase {
  readonly id: string
  /** 1 for a supporter's first event; each next one adds 1, without a gap. */
  readonly sequence: number
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
  readonly cycle: number
  readonly consent: Consent
  readonly profile: Profile
}

/** Somebody supported or asked, did not refuse, and may be written to on the charitable soft opt-in (PECR reg 22(3A)). */
export interface SoftOptedIn extends EventBase {
  readonly type: 'soft-opted-in'
  readonly consent: Consent
  readonly profile: Profile
  readonly softOptIn: SoftOptIn
}

/** A new confirmation link was asked for, from an expired one. */
export interface ConfirmationResent extends EventBase {
  readonly type: 'confirmation-resent'
  readonly cycle: number
}

/** A subscriber filled in the form again and asked for nothing that they do not get already. */
export interface SignUpRepeated extends EventBase {
  readonly type: 'sign-up-repeated'
  readonly consent: Consent
}

/** The link was pressed: the consent of `cycle`, as last asked for, is given. */
export interface Confirmed extends EventBase {
  readonly type: 'confirmed'
  readonly cycle: number
  readonly consent: Consent
}

/** The supporter left everything (UK GDPR Art 7(3), 21(3)). */
export interface Withdrawn extends EventBase {
  readonly type: 'withdrawn'
  readonly method: 'link' | 'one-click' | 'preferences'
}

/** "No" to a mail that asked for more topics: what was held stays as it was. */
export interface SignUpCancelled extends EventBase {
  readonly type: 'sign-up-cancelled'
  readonly cycle: number
}

/** The supporter changed their mind on the page that followed leaving, all or in part. */
export interface WithdrawalUndone extends EventBase {
  readonly type: 'withdrawal-undone'
  /** Sequence of the withdrawal. */
  readonly undoes: number
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

/** What the supporter chose on their preferences page, whole. */
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
 * Somebody typed the address to be sent the links to its data. Without evidence: whoever it was has shown nothing yet.
 */
export interface MyDataLinkRequested extends EventBase {
  readonly type: 'my-data-link-requested'
}

/** The mailbox does not exist, or has taken nothing for too long, says the provider. */
export interface Bounced extends EventBase {
  readonly type: 'bounced'
  /** Sequence of the event whose mail bounced. */
  readonly about: number
  readonly subtype?: string
}

/** The provider could not deliver for now: a full mailbox, for one. */
export interface SoftBounced extends EventBase {
  readonly type: 'soft-bounced'
  readonly about: number
  readonly subtype?: string
}

/** The provider delivered the mail. Recorded of confirmation mails, and where soft bounces came before. */
export interface Delivered extends EventBase {
  readonly type: 'delivered'
  readonly about: number
}

/** The provider is still trying to deliver a confirmation mail. */
export interface Delayed extends EventBase {
  readonly type: 'delayed'
  readonly about: number
}

/** The supporter pressed "spam". */
export interface Complained extends EventBase {
  readonly type: 'complained'
  readonly about: number
}

/** No more mail, said to the charity or to the Fundraising Preference Service: absolute (UK GDPR Art 21(2)-(3)). */
export interface Objected extends EventBase {
  readonly type: 'objected'
  readonly method: ObjectionMethod
}

/** On the supporter's own page, to an officer, or on a list such as the Fundraising Preference Service's. */
export type ObjectionMethod = 'my-data' | 'officer' | 'list'

/** What is held is kept and not used (UK GDPR Art 18). */
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
 * mail. Without evidence of its own: what would prove it is what was asked to be gone.
 */
export interface ErasureBegun extends EventBase {
  readonly type: 'erasure-begun'
  readonly method: RightsMethod
}

/** On the supporter's own page, or by an officer for somebody whose identity is known. */
export type RightsMethod = 'my-data' | 'officer'

/** Everything that is held was made ready for the person, who is mailed a link to it (UK GDPR Art 15, 20). */
export interface Exported extends EventBase {
  readonly type: 'exported'
  readonly method: RightsMethod
}

/** What nobody confirmed in time was forgotten, and with it whoever never confirmed anything (Art 5(1)(e)). */
export interface Lapsed extends EventBase {
  readonly type: 'lapsed'
  /** Sequence of the event that what waited began with. */
  readonly cycle: number
}

/** The record that moves, by id, and the event of it that asked for that. */
export interface AddressChangeOrigin {
  readonly supporterId: SupporterId
  readonly sequence: number
}

/**
 * The supporter asked to get their mails at another address. Which, the ledger does not say before it is theirs; `cycle`
 * is the sequence of the first such event of one move.
 */
export interface AddressChangeRequested extends EventBase {
  readonly type: 'address-change-requested'
  readonly cycle: number
}

/** "No" to that, from the address that was to be left. */
export interface AddressChangeStopped extends EventBase {
  readonly type: 'address-change-stopped'
  readonly cycle: number
}

/**
 * Somebody asked to get their mails at this address: a link here completes it. Without evidence: whoever it was has
 * shown nothing here yet. `cycle` is the sequence of the first such event.
 */
export interface AddressChangeOffered extends EventBase {
  readonly type: 'address-change-offered'
  readonly cycle: number
  readonly from: AddressChangeOrigin
  readonly profile: Pick<Profile, 'address'>
  readonly locale: Locale
}

/** The record moved to another address (UK GDPR Art 16), and ends here. */
export interface AddressChangedTo extends EventBase {
  readonly type: 'address-changed-to'
  readonly to: SupporterId
}

/** A record came here from another address: what was agreed to there goes on here. */
export interface AddressChangedFrom extends EventBase, PersonalDetails {
  readonly type: 'address-changed-from'
  readonly cycle: number
  /** The last event of that record before it moved: up to there it proves what was agreed to, and when. */
  readonly from: AddressChangeOrigin & { readonly hash?: string }
  /** As it was given last. Its topics are all that go on here, those that this address got before among them. */
  readonly consent: Consent
  readonly softOptIn?: SoftOptIn
  /** Since when they have been subscribed, at one address or the other. */
  readonly since: Instant
  readonly locale: Locale
  readonly pausedUntil?: Instant
}

/** The time is over for which it is kept that somebody was once on the list: the keyed hash stays (Art 5(1)(e)). */
export interface Expired extends EventBase {
  readonly type: 'expired'
}

/** Nothing is left but the keyed hash. */
export interface Erased extends EventBase {
  readonly type: 'erased'
  /** Sequence of the event that began it. */
  readonly begun: number
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

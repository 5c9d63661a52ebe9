import type { Locale } from '../settings/locale.ts'
import type { EmailAddress } from './email-address.ts'
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
  | 'move'
  | 'move-notice'

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

/** What a person told us about themselves on a form. */
export interface Profile {
  readonly address: EmailAddress
  readonly name?: string
}

interface Happened {
  readonly id: string
  /** 1 for a supporter's first event; each next one adds 1, without a gap. */
  readonly sequence: number
  readonly at: Instant
  readonly actor: Actor
  readonly evidence?: Evidence
  /** The request in the officers' register that asked for it. */
  readonly request?: string
  /** The mail that this event owes. The ledger's stream is the outbox. */
  readonly mail?: MailKind
}

/** A form was sent: consent is asked for and not yet confirmed. `cycle` is the sequence of the first such event. */
export interface Requested extends Happened {
  readonly type: 'requested'
  readonly cycle: number
  readonly consent: Consent
  readonly profile: Profile
}

/** Somebody supported or asked, did not refuse, and may be written to on the charitable soft opt-in (PECR reg 22(3A)). */
export interface SoftOptedIn extends Happened {
  readonly type: 'soft-opted-in'
  readonly consent: Consent
  readonly profile: Profile
  readonly softOptIn: SoftOptIn
}

/** A new confirmation link was asked for, from an expired one. */
export interface ConfirmationResent extends Happened {
  readonly type: 'confirmation-resent'
  readonly cycle: number
}

/** A subscriber filled in the form again and asked for nothing that they do not get already. */
export interface SignUpRepeated extends Happened {
  readonly type: 'sign-up-repeated'
  readonly consent: Consent
}

/** The link was pressed: the consent of `cycle`, as last asked for, is given. */
export interface Confirmed extends Happened {
  readonly type: 'confirmed'
  readonly cycle: number
  readonly consent: Consent
}

/** The supporter left everything (UK GDPR Art 7(3), 21(3)). */
export interface Withdrawn extends Happened {
  readonly type: 'withdrawn'
  readonly method: 'link' | 'one-click' | 'preferences'
}

/** "No" to a mail that asked for more topics: what was held stays as it was. */
export interface RequestCancelled extends Happened {
  readonly type: 'request-cancelled'
  readonly cycle: number
}

/** The supporter changed their mind on the page that followed leaving, all or in part. */
export interface Returned extends Happened {
  readonly type: 'returned'
  /** Sequence of the withdrawal. */
  readonly undoes: number
  readonly topics: readonly string[]
  readonly pausedUntil?: Instant
}

export const departureReasons = ['too-many', 'not-relevant', 'never-asked', 'no-longer-supporting'] as const
export type DepartureReason = (typeof departureReasons)[number]

/** Why the supporter left: asked after leaving, never before, and never in free words. */
export interface DepartureExplained extends Happened {
  readonly type: 'departure-explained'
  readonly reason: DepartureReason
}

/** What the supporter chose on their preferences page, whole. */
export interface PreferencesChanged extends Happened {
  readonly type: 'preferences-changed'
  readonly topics: readonly string[]
  readonly locale: Locale
  readonly name?: string
  /** No mail before; it ends by itself. */
  readonly pausedUntil?: Instant
  /** Where topics were added: a new consent, to the wording that the page showed. */
  readonly consent?: Consent
}

/**
 * Somebody typed the address to be sent the links to its data. Without evidence: whoever it was has shown nothing yet.
 */
export interface LinkRequested extends Happened {
  readonly type: 'link-requested'
}

/** The mailbox does not exist, or has taken nothing for too long, says the provider. */
export interface Bounced extends Happened {
  readonly type: 'bounced'
  /** Sequence of the event whose mail bounced. */
  readonly about: number
  readonly subtype?: string
}

/** The provider could not deliver for now: a full mailbox, for one. */
export interface SoftBounced extends Happened {
  readonly type: 'soft-bounced'
  readonly about: number
  readonly subtype?: string
}

/** The provider delivered the mail. Recorded of confirmation mails, and where soft bounces came before. */
export interface Delivered extends Happened {
  readonly type: 'delivered'
  readonly about: number
}

/** The provider is still trying to deliver a confirmation mail. */
export interface Delayed extends Happened {
  readonly type: 'delayed'
  readonly about: number
}

/** The supporter pressed "spam". */
export interface Complained extends Happened {
  readonly type: 'complained'
  readonly about: number
}

/** No more mail, said to the charity or to the Fundraising Preference Service: absolute (UK GDPR Art 21(2)-(3)). */
export interface Objected extends Happened {
  readonly type: 'objected'
  readonly method: ObjectionMethod
}

/** On the supporter's own page, to an officer, or on a list such as the Fundraising Preference Service's. */
export type ObjectionMethod = 'my-data' | 'officer' | 'list'

/** What is held is kept and not used (UK GDPR Art 18). */
export interface Restricted extends Happened {
  readonly type: 'restricted'
}

export interface RestrictionLifted extends Happened {
  readonly type: 'restriction-lifted'
}

/** What was held of the name was wrong (UK GDPR Art 16). A changed address is a move to another record. */
export interface Rectified extends Happened {
  readonly type: 'rectified'
  /** None: it was removed. */
  readonly name?: string
}

/**
 * Everything is to be erased (UK GDPR Art 17): from here on only the address and the language are left, for the last
 * mail. Without evidence of its own: what would prove it is what was asked to be gone.
 */
export interface ErasureBegun extends Happened {
  readonly type: 'erasure-begun'
  readonly method: RightsMethod
}

/** On the supporter's own page, or by an officer for somebody whose identity is known. */
export type RightsMethod = 'my-data' | 'officer'

/** Everything that is held was made ready for the person, who is mailed a link to it (UK GDPR Art 15, 20). */
export interface Exported extends Happened {
  readonly type: 'exported'
  readonly method: RightsMethod
}

/** What nobody confirmed in time was forgotten, and with it whoever never confirmed anything (Art 5(1)(e)). */
export interface Lapsed extends Happened {
  readonly type: 'lapsed'
  /** Sequence of the event that what waited began with. */
  readonly cycle: number
}

/** The record that moves, by id, and the event of it that asked for that. */
export interface MoveRequest {
  readonly supporterId: SupporterId
  readonly sequence: number
}

/**
 * The supporter asked to get their mails at another address. Which, the ledger does not say before it is theirs; `cycle`
 * is the sequence of the first such event of one move.
 */
export interface MoveRequested extends Happened {
  readonly type: 'move-requested'
  readonly cycle: number
}

/** "No" to that, from the address that was to be left. */
export interface MoveStopped extends Happened {
  readonly type: 'move-stopped'
  readonly cycle: number
}

/**
 * Somebody asked to get their mails at this address: a link here completes it. Without evidence: whoever it was has
 * shown nothing here yet. `cycle` is the sequence of the first such event.
 */
export interface MoveOffered extends Happened {
  readonly type: 'move-offered'
  readonly cycle: number
  readonly from: MoveRequest
  readonly profile: Pick<Profile, 'address'>
  readonly locale: Locale
}

/** The record moved to another address (UK GDPR Art 16), and ends here. */
export interface MovedAway extends Happened {
  readonly type: 'moved-away'
  readonly to: SupporterId
}

/** A record came here from another address: what was agreed to there goes on here. */
export interface MovedHere extends Happened {
  readonly type: 'moved-here'
  readonly cycle: number
  /** The last event of that record before it moved: up to there it proves what was agreed to, and when. */
  readonly from: MoveRequest & { readonly hash?: string }
  /** As it was given last. Its topics are all that go on here, those that this address got before among them. */
  readonly consent: Consent
  readonly softOptIn?: SoftOptIn
  /** Since when they have been subscribed, at one address or the other. */
  readonly since: Instant
  readonly locale: Locale
  readonly name?: string
  readonly pausedUntil?: Instant
}

/** The time is over for which it is kept that somebody was once on the list: the keyed hash stays (Art 5(1)(e)). */
export interface Expired extends Happened {
  readonly type: 'expired'
}

/** Nothing is left but the keyed hash. */
export interface Erased extends Happened {
  readonly type: 'erased'
  /** Sequence of the event that began it. */
  readonly begun: number
  /** Names of the recipients that were told to erase it too (Art 19). */
  readonly notified: readonly string[]
}

export type SupporterEvent =
  | Requested
  | SoftOptedIn
  | ConfirmationResent
  | SignUpRepeated
  | Confirmed
  | Withdrawn
  | RequestCancelled
  | Returned
  | DepartureExplained
  | PreferencesChanged
  | Bounced
  | SoftBounced
  | Delivered
  | Delayed
  | Complained
  | Objected
  | LinkRequested
  | Restricted
  | RestrictionLifted
  | Rectified
  | Exported
  | MoveRequested
  | MoveStopped
  | MoveOffered
  | MovedAway
  | MovedHere
  | Lapsed
  | Expired
  | ErasureBegun
  | Erased

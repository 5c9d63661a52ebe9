import type { Locale } from '../locale.ts'
import type { EmailAddress } from './email-address.ts'
import type { SourcePage } from './source-page.ts'
import type { ShownNotice, ShownWording } from './wording.ts'

/** Milliseconds since 1970 UTC. Time comes in as data; nothing in this folder reads a clock. */
export type Instant = number

export type Actor = 'supporter' | 'provider'
/** Kept apart: consent by double opt-in, or the charitable soft opt-in (PECR reg 22(3A), since 5 February 2026). */
export type LawfulBasis = 'consent' | 'charity_soft_opt_in'
export type MailKind = 'confirmation' | 'welcome' | 'already-subscribed' | 'soft-opt-in'

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

/** The supporter left (UK GDPR Art 7(3), 21(3)). */
export interface Withdrawn extends Happened {
  readonly type: 'withdrawn'
  readonly method: 'link' | 'one-click'
}

/** The mailbox does not exist, says the provider: a permanent bounce. */
export interface Bounced extends Happened {
  readonly type: 'bounced'
}

/** The supporter pressed "spam". */
export interface Complained extends Happened {
  readonly type: 'complained'
}

export type SupporterEvent =
  | Requested
  | SoftOptedIn
  | ConfirmationResent
  | SignUpRepeated
  | Confirmed
  | Withdrawn
  | Bounced
  | Complained

import type { Locale } from '../settings/locale.ts'
import type {
  AddressChangedFrom,
  AddressChangeOffered,
  Consent,
  Cycle,
  Evidence,
  Instant,
  ObjectionMethod,
  Profile,
  RightsMethod,
  Sequence,
  SoftOptIn,
  SupporterEvent,
  WithdrawalReason,
  Withdrawn,
} from './events.ts'
import type { Policy } from './policy.ts'
import type { Corrections, PersonalDetails, ProfileField } from './profile.ts'
import type { SupporterId } from './supporter-id.ts'

/** A command to change a supporter's record. */
export type Command =
  | { readonly type: 'sign-up'; readonly consent: Consent; readonly profile: Profile }
  | {
      readonly type: 'soft-opt-in'
      readonly consent: Consent
      readonly profile: Profile
      readonly softOptIn: SoftOptIn
    }
  | {
      readonly type: 'confirm'
      /** From the link. */
      readonly cycle: Cycle
      readonly linkExpiresAt: Instant
      /**
       * The sequence of the sign-up that the page showed, if there was a page: consent is to the wording that was
       * read.
       */
      readonly shown?: Sequence
    }
  | { readonly type: 'resend'; readonly cycle: Cycle }
  | { readonly type: 'unsubscribe'; readonly method: Withdrawn['method'] }
  /** Refuses the topics that a mail asked to confirm. For a new supporter this is a withdrawal. */
  | { readonly type: 'cancel-sign-up'; readonly cycle: Cycle; readonly method: Withdrawn['method'] }
  | {
      /** Undoes a withdrawal, all or in part, on the page that followed it. */
      readonly type: 'undo-withdrawal'
      /** Sequence of the withdrawal. */
      readonly undoes: Sequence
      readonly topics: readonly string[]
      readonly pausedUntil?: Instant
    }
  | { readonly type: 'explain-withdrawal'; readonly reason: WithdrawalReason }
  | (PersonalDetails & {
      /** Saves the whole preferences page: a topic or detail that is not named is removed. */
      readonly type: 'change-preferences'
      readonly topics: readonly string[]
      readonly locale: Locale
      readonly pausedUntil?: Instant
      /** The consent that the page showed, needed to add topics; its topics are those of the whole choice. */
      readonly consent?: Consent
    })
  /** `mail` is the sequence of the event that owed the mail. */
  | { readonly type: 'bounce'; readonly mail: Sequence; readonly subtype?: string }
  | { readonly type: 'soft-bounce'; readonly mail: Sequence; readonly subtype?: string }
  | { readonly type: 'complaint'; readonly mail: Sequence }
  | { readonly type: 'delivery'; readonly mail: Sequence }
  | { readonly type: 'delay'; readonly mail: Sequence }
  /**
   * Requests a link to the data held, by a form that accepts any address. `askedAt` is the time of the request, which may
   * have waited since. @default now
   */
  | { readonly type: 'request-my-data-link'; readonly askedAt?: Instant }
  | { readonly type: 'object'; readonly method: ObjectionMethod }
  | { readonly type: 'restrict' }
  | { readonly type: 'lift-restriction' }
  | (Corrections & { readonly type: 'rectify' })
  | { readonly type: 'export'; readonly method: RightsMethod }
  /** Requests, and completes, an address change in the record of the old address. */
  | { readonly type: 'request-address-change' }
  /** `requestSequence` is that of the latest event that requested it. */
  | { readonly type: 'change-address-to'; readonly to: SupporterId; readonly requestSequence: Sequence }
  /** Offers the same change by mail in the record of the new address, and completes it by the mail's link. */
  | ({ readonly type: 'offer-address-change' } & Pick<AddressChangeOffered, 'from' | 'profile' | 'locale'>)
  | {
      readonly type: 'change-address-from'
      /** From the link. */
      readonly cycle: Cycle
      readonly linkExpiresAt: Instant
      /** Undefined if the old record no longer has anything to carry over. */
      readonly carriedOver?: CarriedOver
    }
  /** Deletes a lapsed sign-up or address change, or data past its retention. */
  | { readonly type: 'lapse' }
  | { readonly type: 'expire' }
  | { readonly type: 'erase'; readonly method: RightsMethod }
  /** Records that every step of the erasure that began at this sequence is done. */
  | { readonly type: 'finish-erasure'; readonly begun: Sequence; readonly notified: readonly string[] }

/** The data that an address change carries over to the new record. */
export type CarriedOver = Pick<
  AddressChangedFrom,
  'from' | 'consent' | 'softOptIn' | 'since' | 'locale' | ProfileField | 'pausedUntil'
>

export type CommandType = Command['type']

export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>

/** A command, as a parameter from which the compiler infers `T`, and so the outcomes. */
export type AnyCommand<T extends CommandType> = Command & { readonly type: T }

/** The facts that a decision needs besides state and command, time and ids included. */
export interface Circumstances {
  readonly id: string
  readonly at: Instant
  /** The time at which the form was sent, if it has waited in a queue. Then `id` is the form's own. */
  readonly sentAt?: Instant
  /** The acting party, where the command does not name it. @default the supporter */
  readonly actor?: 'supporter' | 'officer' | 'system'
  /** The id of the data request, in the officers' register, for which the command is given. */
  readonly dataRequest?: string
  readonly evidence?: Evidence
  readonly policy: Policy
}

/** The outcomes of each command. */
interface Outcomes {
  'sign-up': 'accepted'
  'soft-opt-in': 'accepted'
  /**
   * `changed`: the sign-up was changed after the page was shown, so the page is shown again. `expired`: the link is
   * too old, but the sign-up is still pending. `not-waiting`: confirmed long ago and withdrawn since, lapsed, or
   * erased.
   */
  confirm: 'confirmed' | 'already-confirmed' | 'changed' | 'expired' | 'not-waiting'
  resend: 'resent' | 'not-waiting'
  unsubscribe: 'unsubscribed'
  'cancel-sign-up': 'sign-up-cancelled' | 'address-change-stopped' | 'unsubscribed'
  /** `too-late`: the supporter can sign up again by a form. */
  'undo-withdrawal': 'withdrawal-undone' | 'too-late'
  'explain-withdrawal': 'recorded'
  /** `changed`: a topic was added without consent. `unsubscribed`: no topic remained. */
  'change-preferences': 'saved' | 'changed' | 'unsubscribed' | 'not-subscribed'
  bounce: 'recorded'
  'soft-bounce': 'recorded'
  complaint: 'recorded'
  delivery: 'recorded'
  delay: 'recorded'
  /** `later`: the person was mailed a moment ago, so this mail waits for its turn: see `nextMailAt`. */
  'request-my-data-link': 'accepted' | 'later'
  object: 'recorded'
  restrict: 'recorded'
  'lift-restriction': 'recorded'
  rectify: 'recorded'
  export: 'recorded' | 'not-held'
  /** `mailed-enough`: this address gets no more mails today, so no address change was requested. */
  'request-address-change': 'accepted' | 'no-address-to-change' | 'mailed-enough'
  /** `no-address-to-change`: the supporter has withdrawn since, or is restricted. */
  'change-address-to': 'address-changed' | 'address-change-stopped' | 'no-address-to-change'
  'offer-address-change': 'accepted'
  'change-address-from':
    | 'address-changed'
    | 'already-confirmed'
    | 'expired'
    | 'not-waiting'
    | 'no-address-to-change'
  lapse: 'recorded'
  expire: 'recorded'
  /**
   * `not-held`: nothing was ever held on this address. `restricted`: an officer must lift the restriction first (UK
   * GDPR Art 18(2)).
   */
  erase: 'erasure-begun' | 'already-erased' | 'not-held' | 'restricted'
  'finish-erasure': 'recorded' | 'already-erased'
}

/** The possible outcomes of a command of this type. */
export type OutcomeOf<T extends CommandType> = Outcomes[T]

/** The decision on a command of this type. */
export type Decision<T extends CommandType = CommandType> = Decided<OutcomeOf<T>>

/** At most one event: one transaction, one version. */
interface Decided<Outcome> {
  readonly outcome: Outcome
  readonly event?: SupporterEvent
}

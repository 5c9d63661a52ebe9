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
import type { SupporterId } from './supporter-id.ts'

/** What somebody asks of a supporter's record. */
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
      /** The request that the page showed, if a page was shown: what is agreed to is what was read. */
      readonly shown?: Sequence
    }
  | { readonly type: 'resend'; readonly cycle: Cycle }
  | { readonly type: 'unsubscribe'; readonly method: Withdrawn['method'] }
  /** From a mail that asked for more topics: no to these. Of somebody new it is leaving. */
  | { readonly type: 'cancel-sign-up'; readonly cycle: Cycle; readonly method: Withdrawn['method'] }
  | {
      /** Takes leaving back, all or in part, on the page that followed it. */
      readonly type: 'undo-withdrawal'
      /** Sequence of the withdrawal. */
      readonly undoes: Sequence
      readonly topics: readonly string[]
      readonly pausedUntil?: Instant
    }
  | { readonly type: 'explain-withdrawal'; readonly reason: WithdrawalReason }
  | {
      /** The preferences page as it was saved, whole: what is not named is taken away. */
      readonly type: 'change-preferences'
      readonly topics: readonly string[]
      readonly locale: Locale
      readonly name?: string
      readonly pausedUntil?: Instant
      /** What the page said of consent, for topics that are added; its topics are those of the whole choice. @default none can be */
      readonly consent?: Consent
    }
  /** `mail` is the sequence of the event whose mail it is about. */
  | { readonly type: 'bounce'; readonly mail: Sequence; readonly subtype?: string }
  | { readonly type: 'soft-bounce'; readonly mail: Sequence; readonly subtype?: string }
  | { readonly type: 'complaint'; readonly mail: Sequence }
  | { readonly type: 'delivery'; readonly mail: Sequence }
  | { readonly type: 'delay'; readonly mail: Sequence }
  /** "Send me a link to my data", by whoever typed the address. */
  | { readonly type: 'request-my-data-link' }
  | { readonly type: 'object'; readonly method: ObjectionMethod }
  | { readonly type: 'restrict' }
  | { readonly type: 'lift-restriction' }
  | { readonly type: 'rectify'; readonly name?: string }
  | { readonly type: 'export'; readonly method: RightsMethod }
  /** A move to another address, from the side that is left: asked for, and completed. */
  | { readonly type: 'request-address-change' }
  /** `asked` is the sequence of the event that asked for it last. */
  | { readonly type: 'change-address-to'; readonly to: SupporterId; readonly asked: Sequence }
  /** The same move from the other side: offered by mail, and completed by its link. */
  | ({ readonly type: 'offer-address-change' } & Pick<AddressChangeOffered, 'from' | 'profile' | 'locale'>)
  | {
      readonly type: 'change-address-from'
      /** From the link. */
      readonly cycle: Cycle
      readonly linkExpiresAt: Instant
      /** None: there is nothing any more. */
      readonly brings?: CarriedOver
    }
  /** Time has passed: forgets what lapsed, or what is kept no longer. */
  | { readonly type: 'lapse' }
  | { readonly type: 'expire' }
  | { readonly type: 'erase'; readonly method: RightsMethod }
  /** All that the erasure which began at this sequence asks for beside the record is done. */
  | { readonly type: 'finish-erasure'; readonly begun: Sequence; readonly notified: readonly string[] }

/** What a record brings along that moves to another address. */
export type CarriedOver = Pick<
  AddressChangedFrom,
  'from' | 'consent' | 'softOptIn' | 'since' | 'locale' | 'name' | 'pausedUntil'
>

export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>

/** What decisions need besides state and command. All of it is data. */
export interface Circumstances {
  readonly id: string
  readonly at: Instant
  /** Who acts, where the command does not say. @default the supporter */
  readonly actor?: 'supporter' | 'officer' | 'system'
  /** The request in the officers' register that asks for it. */
  readonly dataRequest?: string
  readonly evidence?: Evidence
  readonly policy: Policy
}

export type Outcome =
  | 'accepted'
  | 'confirmed'
  | 'already-confirmed'
  /** The request changed after the page was shown: show it again. */
  | 'changed'
  /** The link is too old, the request is still there. */
  | 'expired'
  | 'resent'
  /** Nothing waits for this link: confirmed long ago and left since, lapsed, or erased. */
  | 'not-waiting'
  | 'unsubscribed'
  | 'sign-up-cancelled'
  | 'withdrawal-undone'
  /** What was left can no longer be taken back: a form can sign up again. */
  | 'too-late'
  | 'saved'
  | 'not-subscribed'
  | 'recorded'
  | 'erasure-begun'
  | 'already-erased'
  /** Nothing was ever held of this address. */
  | 'not-held'
  /** An officer lifts the restriction first (UK GDPR Art 18(2)). */
  | 'restricted'
  /** No more mails to this address today: nothing was asked. */
  | 'mailed-enough'
  | 'address-changed'
  | 'address-change-stopped'
  /** Who would have moved has left since, or is restricted. */
  | 'no-address-to-change'
  /** The notice of it to the address that would be left has not gone out yet. */
  | 'too-soon'

/** At most one event for a command: one transaction, one version. */
export interface Decision {
  readonly outcome: Outcome
  readonly event?: SupporterEvent
}

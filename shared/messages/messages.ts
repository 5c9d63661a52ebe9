import type { EventType, LawfulBasis, WithdrawalReason } from '../domain/events.ts'
import type { Pause } from '../domain/pause.ts'
import type { ProfileField } from '../domain/profile.ts'

/** All texts for supporters, in one language. A language that lacks one does not compile. */
export interface Messages {
  readonly form: Readonly<Record<ProfileField, string>> & {
    readonly email: string
    readonly optional: string
    readonly topics: string
    readonly submit: string
    /** The button's text while the form is being sent. */
    readonly sending: string
    readonly privacyPolicy: string
    /** The label of a hidden field, which a screen reader may still read out. */
    readonly honeypot: string
    readonly problem: string
  }
  readonly invalid: Readonly<Record<ProfileField, string>> & {
    readonly email: string
    readonly undeliverable: string
    readonly consent: string
    readonly topics: string
    readonly form: string
    readonly value: string
  }
  readonly thanks: Copy & {
    readonly spam: string
    readonly back: (organisation: string) => string
    /** Thanks that ask for no confirmation, whether or not the person refused. */
    readonly softOptIn: Copy
  }
  readonly confirm: {
    readonly ask: Copy & { readonly topics: string; readonly agreed: string; readonly press: string }
    readonly done: Copy
    readonly already: Copy
    readonly expired: Copy & { readonly press: string }
    readonly resent: Copy
    readonly gone: Copy & { readonly signUp: string }
    readonly changed: string
    /** The page at the new address of an address change. */
    readonly addressChange: {
      readonly ask: Copy & { readonly press: string }
      readonly done: Copy
      readonly stopped: Copy
      readonly nothing: Copy
      readonly soon: Copy & { readonly press: string }
    }
  }
  readonly unsubscribe: {
    readonly ask: Copy & { readonly press: string }
    readonly done: Copy & { readonly mistake: string; readonly signUp: string }
    /** Cancels a sign-up for more topics, sent for a subscriber. */
    readonly cancel: Copy & { readonly press: string }
    readonly cancelled: Copy
    readonly everything: { readonly title: string; readonly press: string }
    readonly back: string
    readonly fewer: { readonly title: string; readonly press: string }
    readonly pause: Copy & { readonly press: (until: string) => string }
    readonly why: {
      readonly title: string
      readonly reasons: Record<WithdrawalReason, string>
      readonly thanks: string
    }
    readonly returned: Copy
    readonly tooLate: Copy
    /** Shown mostly at the old address, before or after the change. */
    readonly addressChange: {
      readonly ask: Copy & { readonly press: string }
      readonly stopped: Copy
      readonly addressChanged: Copy & { readonly notYou: (mailbox: string) => string }
      /** Shown at the new address if it belongs to a subscriber. */
      readonly refuse: Copy & { readonly press: string }
    }
  }
  readonly preferences: {
    readonly title: string
    readonly topics: string
    readonly language: string
    readonly pause: {
      readonly title: string
      readonly none: string
      readonly choices: Record<Pause, (until: string) => string>
      readonly keep: (until: string) => string
      readonly invalid: string
    }
    readonly agree: string
    readonly save: string
    readonly held: {
      readonly title: string
      readonly text: string
      readonly address: string
      readonly since: string
      readonly basis: string
      readonly bases: Record<LawfulBasis, string>
      readonly receipt: string
      readonly myData: string
    }
    readonly saved: string
    readonly unchanged: Copy
    readonly changes: DetailChanges & {
      readonly added: (topics: string) => string
      readonly removed: (topics: string) => string
      readonly language: (language: string) => string
      readonly paused: (until: string) => string
      readonly resumed: string
    }
    readonly undo: { readonly title: string; readonly press: string; readonly agree: string }
    readonly back: string
    readonly pending: Copy
  }
  /** The page that requests the my-data links, and the page that such a link opens. */
  readonly myData: {
    readonly ask: Copy & { readonly press: string }
    readonly sent: Copy & { readonly nothing: string }
    readonly title: string
    readonly text: (organisation: string) => string
    readonly withheld: string
    readonly downloads: {
      readonly title: string
      readonly json: string
      readonly record: string
      readonly history: string
      readonly evidence: string
    }
    readonly correct: Copy & { readonly press: string; readonly done: string }
    /** Changes the email address. */
    readonly addressChange: Copy & {
      readonly email: string
      readonly press: string
      readonly same: string
      readonly asked: Copy & { readonly nothing: string }
      readonly nothing: Copy
      readonly enough: Copy
    }
    readonly object: Copy & { readonly press: string; readonly done: Copy }
    readonly erase: Copy & {
      readonly go: string
      readonly ask: Copy & { readonly press: string }
      readonly back: string
      readonly done: Copy
    }
    readonly expired: Copy & { readonly again: string }
    readonly nothing: Copy
  }
  /** The page that a link to a copy of the data opens. */
  readonly export: {
    readonly ask: Copy & { readonly press: string }
    readonly gone: Copy
  }
  /** The page that shows and proves what was agreed to. Receipt files also use `method`. */
  readonly receipt: {
    readonly consent: { readonly title: string; readonly text: (organisation: string) => string }
    /** For the soft opt-in, which needs no consent (PECR reg 22(3A)). */
    readonly softOptIn: { readonly title: string; readonly text: (organisation: string) => string }
    readonly none: Copy
    readonly agreed: string
    readonly topics: string
    readonly told: string
    readonly controller: string
    readonly officer: string
    readonly happened: string
    readonly events: Pick<
      Readonly<Record<EventType, string>>,
      | 'sign-up-requested'
      | 'confirmed'
      | 'soft-opted-in'
      | 'withdrawn'
      | 'bounced'
      | 'complained'
      | 'preferences-changed'
      | 'withdrawal-undone'
      | 'objected'
      | 'address-changed-from'
      | 'address-changed-to'
    >
    readonly how: string
    readonly method: {
      readonly preferences: string
      readonly doubleOptIn: (form: string, place: string | undefined) => string
      readonly softOptIn: (form: string, place: string | undefined) => string
    }
    readonly withdraw: string
    readonly leave: (mailbox: string) => string
    /** How long the record is kept. */
    readonly kept: string
    readonly proof: string
    readonly proves: string
    readonly wording: (id: string, version: number) => string
    readonly notice: (version: number) => string
    readonly number: string
    readonly head: string
    readonly inclusion: string
    readonly sealed: (number: number, when: string) => string
    readonly notSealed: string
    readonly root: string
    readonly keep: string
    readonly download: string
    readonly downloadRecord: string
  }
  readonly problem: {
    readonly forbidden: Copy
    readonly notFound: Copy
    /** The record changed in the meantime. */
    readonly conflict: Copy
    readonly link: Copy
    readonly malformed: Copy
    readonly tooLarge: Copy
    readonly contentType: Copy
    readonly invalid: Copy
    readonly tooMany: Copy
    readonly origin: Copy
    readonly unavailable: Copy
    readonly expired: Copy
  }
}

/** For each personal detail: its new value, as `name`, or that it is no longer held, as `noName`. */
type DetailChanges = Readonly<Record<ProfileField, (value: string) => string>> &
  Readonly<Record<`no${Capitalize<ProfileField>}`, string>>

/** A heading with a sentence or two below it. */
export interface Copy {
  readonly title: string
  readonly text: string
}

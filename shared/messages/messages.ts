import type { EventType, LawfulBasis, WithdrawalReason } from '../domain/events.ts'
import type { Pause } from '../domain/pause.ts'
import type { ProfileField } from '../domain/profile.ts'

/** Everything we say to a supporter, in one language. A language that lacks one of these does not compile. */
export interface Messages {
  readonly form: Readonly<Record<ProfileField, string>> & {
    readonly email: string
    readonly optional: string
    readonly topics: string
    readonly submit: string
    /** On the button, while the form is on its way. */
    readonly sending: string
    readonly privacyPolicy: string
    /** For a field that a person never sees; a screen reader might. */
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
    /** Where nothing has to be confirmed, whether or not the person refused. */
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
    /** Of a record that would move to this address. */
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
    /** Of a mail that asked a subscriber for more topics. */
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
    /** Mostly at the address that would be left, or was. */
    readonly addressChange: {
      readonly ask: Copy & { readonly press: string }
      readonly stopped: Copy
      readonly addressChanged: Copy & { readonly notYou: (mailbox: string) => string }
      /** At the new one, of somebody who is subscribed there. */
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
  /** Where somebody asks for the links to their data, and the page that such a link opens. */
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
    /** To another address. */
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
  /** The page that the link to a copy of somebody's data opens. */
  readonly export: {
    readonly ask: Copy & { readonly press: string }
    readonly gone: Copy
  }
  /** The page that shows what was agreed to, and proves it; `doubleOptIn` and the like also stand in files. */
  readonly receipt: {
    readonly consent: { readonly title: string; readonly text: (organisation: string) => string }
    /** Where nobody consented, and nobody has to: PECR reg 22(3A). */
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
    /** Somebody else was there first. */
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

/** Says of each personal detail what it is now, as `name`, or that we no longer hold it, as `noName`. */
type DetailChanges = Readonly<Record<ProfileField, (value: string) => string>> &
  Readonly<Record<`no${Capitalize<ProfileField>}`, string>>

/** A heading and a sentence or two below it. */
export interface Copy {
  readonly title: string
  readonly text: string
}

import type { MailKind } from '../../domain/events.ts'

/** Every text of the mails. A catalogue of its own: functions that send no mail do not carry it. */
export interface MailMessages {
  readonly confirmation: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly press: string
    readonly validFor: (hours: number) => string
    readonly notYou: string
    readonly cancel: string
  }
  readonly welcome: {
    readonly subject: (organisation: string) => string
    readonly heading: (name: string | undefined) => string
    readonly body: (organisation: string) => string
    readonly topics: string
    readonly receipt: string
    readonly leave: string
  }
  readonly softOptIn: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly receipt: string
    readonly leave: string
  }
  readonly alreadySubscribed: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly notYou: string
    readonly leave: string
  }
  /** The answer to "Send me my links". */
  readonly myData: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly press: string
    readonly pending: string
    readonly notYou: string
    readonly why: (organisation: string) => string
  }
  readonly export: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly press: string
    readonly validFor: (days: number) => string
    readonly notYou: (mailbox: string) => string
    readonly why: (organisation: string) => string
  }
  /** The last mail to a person whose data was erased. */
  readonly erasure: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly erased: string
    readonly erasedItems: readonly string[]
    readonly kept: string
    readonly keptItems: readonly string[]
    readonly backups: (days: number) => string
    readonly recipients: string
    readonly again: string
    readonly questions: (mailbox: string) => string
    readonly why: (organisation: string) => string
  }
  /** The mail to the new address. */
  readonly addressChange: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly press: string
    readonly notYou: string
    readonly cancel: string
    readonly why: (organisation: string) => string
  }
  /** The notice to the present address. */
  readonly addressChangeNotice: {
    readonly subject: (organisation: string) => string
    readonly heading: string
    readonly body: (organisation: string) => string
    readonly effect: string
    readonly you: string
    readonly notYou: string
    readonly press: string
    readonly why: (organisation: string) => string
  }
  /** The seal, to the privacy officer. Times are in UTC. */
  readonly seal: {
    readonly subject: (organisation: string, number: number) => string
    readonly heading: string
    readonly body: (organisation: string, number: number, count: number, to: string) => string
    readonly keep: string
    readonly check: string
    readonly figures: string
    readonly number: (number: number) => string
    readonly from: (from: string | undefined) => string
    readonly to: (to: string) => string
    readonly count: (count: number) => string
    readonly root: (root: string) => string
    readonly previous: (previous: string | undefined) => string
    readonly hash: (hash: string) => string
    readonly line: string
    readonly why: (organisation: string) => string
  }
  /** The name of each mail in a supporter's timeline, which officers read. */
  readonly names: Record<MailKind, string>
  readonly preferences: string
  readonly unsubscribe: string
  readonly why: (organisation: string) => string
}

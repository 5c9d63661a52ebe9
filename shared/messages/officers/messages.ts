import type { BrakeReason } from '../../domain/brake.ts'
import type {
  EventType,
  ObjectionMethod,
  RecordedEvent,
  WithdrawalReason,
  Withdrawn,
} from '../../domain/events.ts'
import type { StoppedFor } from '../../domain/requests/clock.ts'
import type { RequestEvent } from '../../domain/requests/request.ts'
import type { RequestType } from '../../domain/requests/transitions.ts'

/** All texts for officers, in one language. A catalogue of its own, so that no public page carries it. */
export interface OfficerMessages {
  /** Why an action on a data request changes nothing, and what would. */
  readonly refusal: {
    readonly notNow: (allowed: string) => string
    readonly notForThisType: string
    readonly tooLate: (lastDay: string) => string
    readonly clockStopped: string
    readonly ground: (allowed: string) => string
    readonly exemption: string
    readonly note: string
    readonly day: (earliest: string, latest: string) => string
    readonly underway: string
  }
  /** Why a data request cannot be fulfilled yet. */
  readonly blocked: {
    readonly restricted: string
    readonly othersOpen: string
    readonly noAddress: string
    readonly tooLarge: string
  }
  /** The error of a field. */
  readonly invalid: {
    readonly oneOf: (allowed: string) => string
    readonly reason: (allowed: string) => string
    readonly date: string
    readonly emailOrName: string
    readonly text: (atMost: number) => string
    readonly version: string
    readonly cursor: string
    readonly csv: string
    readonly rows: (atMost: number) => string
    readonly column: string
    readonly notCounted: string
    readonly people: (atMost: number) => string
  }
  /** Why `may-mail` is refused for the rest of the day. */
  readonly askedTooMany: (perDay: number) => string
  /**
   * A supporter's history, a sentence for each event, without a grammatical person: officers read it about
   * supporters, and supporters about themselves.
   */
  readonly timeline: { readonly [T in EventType]: (facts: TimelineFacts, event: RecordedEvent<T>) => string }
  /** The outcome of the mail that an event owed, shown after the event's text. */
  readonly mailed: {
    readonly owed: (mail: string) => string
    readonly sent: (mail: string, when: string) => string
    readonly givenUp: (mail: string, when: string) => string
  }
  readonly method: Record<Withdrawn['method'] | ObjectionMethod, string>
  readonly reason: Record<WithdrawalReason, string>
  readonly requestType: Record<RequestType, string>
  readonly requestEvent: Record<RequestEvent['type'], string>
  /** The certificate of an erasure, to print, sign and file. */
  readonly certificate: {
    readonly title: string
    readonly states: (organisation: string, request: string) => string
    readonly underway: string
    readonly broken: string
    readonly request: string
    readonly subject: string
    readonly begun: string
    readonly finished: string
    readonly issued: string
    readonly erased: string
    readonly erasedItems: readonly string[]
    readonly kept: string
    readonly keptItems: Record<'keyed-hash' | 'pseudonymous-ledger', string>
    readonly backups: (until: string) => string
    readonly notified: string
    readonly nobodyNotified: string
    readonly proof: string
    readonly proves: string
    readonly event: (title: string, sequence: number) => string
    readonly eventId: string
    readonly hash: string
    readonly seal: (number: number, when: string) => string
    readonly notSealed: string
    readonly check: string
    readonly checks: CertificateChecks
    readonly signature: string
    readonly signedBy: string
    readonly role: string
    readonly signed: string
  }
  /** The daily mail to the privacy mailbox. */
  readonly digest: {
    readonly subject: (overdue: number, soon: number, waiting: number) => string
    readonly heading: (day: string) => string
    readonly body: (organisation: string) => string
    readonly overdue: string
    readonly soon: string
    readonly waiting: string
    readonly outcome: string
    readonly due: (id: string, type: string, day: string) => string
    readonly stopped: (id: string, type: string, what: StoppedFor) => string
    readonly acknowledged: (id: string, type: string, since: string) => string
    readonly more: (count: number) => string
    readonly held: string
    readonly heldBecause: Record<BrakeReason, string>
    readonly why: (organisation: string) => string
  }
}

/** The steps that check a certificate, each with its command. */
export interface CertificateChecks {
  readonly download: string
  readonly verify: string
  readonly compare: string
}

/** Facts that several types of event have, in words. */
export interface TimelineFacts {
  /** The form's title, or its id if the settings no longer have it. */
  readonly form: string
  /** Host and path of the page. */
  readonly place?: string
  readonly topics: string
  readonly method: string
  readonly reason: string
  readonly pausedUntil?: string
  /** The event whose mail this one is about. */
  readonly about?: number
  /** The id of the record at the other end of an address change. */
  readonly other?: string
}

import type { LawfulBasis } from '../../domain/events.ts'
import type { Status } from '../../domain/supporter.ts'

/** All texts in the copy of a person's data, in one language and in plain words (UK GDPR Art 15(1)-(2)). */
export interface ExportMessages {
  readonly title: string
  readonly introduction: (organisation: string, when: string) => string
  readonly held: string
  readonly nothingHeld: string
  readonly fields: {
    readonly email: string
    readonly locale: string
    readonly status: string
    readonly topics: string
    readonly since: string
    readonly lawfulBasis: string
    readonly pausedUntil: string
    readonly restrictedSince: string
    readonly request: string
    readonly supporterId: string
  }
  readonly statuses: Record<Status, string>
  readonly bases: Record<LawfulBasis | 'legalObligation', string>
  readonly purposes: string
  readonly lawfulBases: string
  readonly categories: string
  readonly categoryItems: readonly string[]
  readonly recipients: string
  readonly hosting: (region: string) => string
  readonly transfers: string
  readonly noTransfers: string
  readonly retention: string
  readonly retentionItems: (periods: RetentionPeriods) => readonly string[]
  readonly source: string
  readonly sourceText: string
  readonly decisions: string
  readonly noDecisions: string
  readonly rights: string
  readonly rightItems: readonly string[]
  readonly exercise: (mailbox: string) => string
  readonly authority: string
  readonly complain: (authority: string) => string
  readonly history: string
  readonly evidence: string
  readonly evidenceText: string
  /** The event that an item of evidence belongs to. */
  readonly entry: (sequence: number) => string
  readonly evidenceFields: {
    readonly ip: string
    readonly userAgent: string
    readonly page: string
    readonly fields: string
  }
  readonly requests: string
  readonly files: string
  readonly fileItems: readonly string[]
  readonly controller: string
}

export interface RetentionPeriods {
  readonly pendingDays: number
  readonly evidenceMonths: number
  readonly requestMonths: number
  readonly backupDays: number
}

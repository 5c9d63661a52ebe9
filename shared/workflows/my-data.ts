import type { Instant } from '../domain/events.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { ownActs } from '../domain/own-acts.ts'
import { isErased, type Supporter, unknownSupporter } from '../domain/supporter.ts'
import { exportOf } from '../export/export-content.ts'
import type { ExportFile } from '../export/export-file.ts'
import { type TimelineEntry, timelineOf } from '../office/timeline.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { SupporterHoldings } from '../store/look-up.ts'
import { fromSupporterItem } from '../store/supporter-item.ts'

/** The data that a supporter sees about themselves. */
export interface OwnData {
  readonly supporter: Supporter
  readonly file: ExportFile
  readonly events: readonly LedgerItem[]
  readonly timeline: readonly TimelineEntry[]
  /** Whether evidence was omitted, since it may be another person's: see `ownActs`. */
  readonly withheld: boolean
}

/**
 * Makes the copy of a supporter's data for the reader of their mailbox. It is an officer's copy without the evidence
 * of unconfirmed forms, and without the register of data requests, which names officers. Pure.
 * @returns undefined if only a withdrawal, an objection or an erasure is on record
 */
export function ownDataIn(
  settings: Settings,
  { profile, olderEvidence, mails, events }: SupporterHoldings,
  locale: Locale,
  at: Instant,
): OwnData | undefined {
  const stored = profile ? fromSupporterItem(profile) : unknownSupporter()
  const supporter = lapse(stored, at, pendingRetention(settings))
  if (!supporter.address || isErased(supporter)) return undefined
  const own = ownActs(events)
  const isOwn = ({ sequence }: { sequence: number }) => own.has(sequence)
  const held = {
    supporter: { ...supporter, evidence: supporter.evidence.filter(isOwn) },
    olderEvidence: olderEvidence.filter(isOwn),
    mails,
    events,
    proofs: {},
    requests: [],
  }
  return {
    supporter,
    file: exportOf(settings, held, locale, at),
    events,
    timeline: timelineOf(held, settings, locale),
    withheld: ![...olderEvidence, ...supporter.evidence].every(isOwn),
  }
}

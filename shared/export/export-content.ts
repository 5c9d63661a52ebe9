import type * as z from 'zod/mini'
import type { InclusionProof } from '../chain/seal.ts'
import { backupDays } from '../domain/backups.ts'
import type { Instant } from '../domain/events.ts'
import { detailsIn } from '../domain/profile.ts'
import { pendingSignUp, type RecordedEvidence, type Supporter } from '../domain/supporter.ts'
import { compact } from '../lib/compact.ts'
import { urls } from '../links/urls.ts'
import { exportMessagesIn } from '../messages/export/index.ts'
import type { RequestDetails } from '../office/contract.ts'
import { noticesNamedBy, wordingsNamedBy } from '../proof/receipt/kept-texts.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailMarker } from '../store/look-up.ts'
import { mailItem } from '../store/mail-log.ts'
import type { ExportFile } from './export-file.ts'

/** All data held on one person, from all tables. */
export interface Exportable {
  /** The current record, with all evidence. */
  readonly supporter: Supporter
  readonly olderEvidence: readonly RecordedEvidence[]
  readonly mails: readonly MailMarker[]
  readonly events: readonly LedgerItem[]
  readonly proofs: Readonly<Record<string, InclusionProof>>
  readonly requests: readonly z.infer<typeof RequestDetails>[]
}

/** Builds the copy of all data held on a person, with the information due to them (UK GDPR Art 15(1)-(3), 20). Pure. */
export function exportOf(settings: Settings, held: Exportable, locale: Locale, at: Instant): ExportFile {
  const { supporter, olderEvidence, events, proofs, requests } = held
  const { privacyMailbox, technicalMailbox: _, ...organisation } = settings.organisation
  return {
    $schema: urls(settings.site.publicUrl).exportSchema(),
    format: 'supporter-engagement/export/1',
    issued: isoTime(at),
    locale,
    controller: { ...organisation, email: privacyMailbox },
    information: informationIn(settings, locale),
    subject: subjectOf(supporter, events[0]?.supporterId),
    mails: held.mails.map(({ item, closedAt, outcome }) =>
      compact({
        sequence: Number(item.slice(mailItem.length)),
        outcome,
        ...(closedAt && { at: isoTime(closedAt) }),
      }),
    ),
    requests: [...requests],
    chain: events.map((event) => ({ ...event })),
    evidence: [...olderEvidence, ...supporter.evidence],
    wordings: wordingsNamedBy(events, settings),
    notices: noticesNamedBy(events, settings),
    proofs,
  }
}

function informationIn(settings: Settings, locale: Locale): ExportFile['information'] {
  const words = exportMessagesIn(locale)
  const { dataProtection, retention, region } = settings
  const { purposes, recipients, transfers, authority } = dataProtection
  const inLocale = (texts: Readonly<Partial<Record<Locale, string>>>) => texts[locale] ?? ''
  const { name, websiteUrl, phone } = authority
  return {
    purposes: purposes.map(inLocale),
    lawfulBases: Object.values(words.bases),
    categories: [...words.categoryItems],
    recipients: [
      words.hosting(region),
      ...recipients.map(({ name, receives }) => `${name}: ${inLocale(receives)}`),
    ],
    transfers: transfers ? inLocale(transfers) : words.noTransfers,
    retention: [...words.retentionItems({ ...retention, backupDays })],
    source: words.sourceText,
    automatedDecisions: words.noDecisions,
    rights: [...words.rightItems],
    authority: { name, websiteUrl, ...(phone && { phone }) },
  }
}

function subjectOf(supporter: Supporter, supporterId: string | undefined): ExportFile['subject'] {
  const { status, address, locale, restricted } = supporter
  const request = pendingSignUp(supporter)
  const { lawfulBasis, pausedUntil } = supporter.status === 'subscribed' ? supporter : {}
  return compact({
    ...(supporterId && { supporterId }),
    status,
    ...(supporter.status === 'suppressed' && { reason: supporter.reason }),
    ...('since' in supporter && { since: isoTime(supporter.since) }),
    email: address?.original(),
    ...detailsIn(supporter),
    locale,
    topics: supporter.status === 'subscribed' ? supporter.topics.slice() : [],
    lawfulBasis,
    ...(pausedUntil !== undefined && { pausedUntil: isoTime(pausedUntil) }),
    ...(restricted !== undefined && { restrictedSince: isoTime(restricted) }),
    request: request && {
      at: isoTime(request.at),
      form: request.consent.form,
      topics: request.consent.topics.slice(),
      ...detailsIn(request),
    },
  })
}

const isoTime = (at: Instant) => new Date(at).toISOString()

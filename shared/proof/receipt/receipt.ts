import type { InclusionProof } from '../../chain/seal.ts'
import type { Instant } from '../../domain/events.ts'
import type { Settings } from '../../settings/settings.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'
import type { SupporterHoldings } from '../../store/look-up.ts'
import { type Agreement, agreementIn, isConsent } from './agreement.ts'
import { consentRecordOf } from './consent-record.ts'
import { consentReceiptOf } from './kantara.ts'
import { type KeptText, type KeptWording, noticesNamedBy, wordingsNamedBy } from './kept-texts.ts'

/** The receipt file, described for its readers in `shared/proof/verify/verify.ts`. */
export interface Receipt {
  readonly format: 'supporter-engagement/receipt/1'
  /** ISO 8601 UTC. */
  readonly issued: string
  /** Present if the lawful basis is consent. */
  readonly consentReceipt?: ReturnType<typeof consentReceiptOf>
  readonly record?: ReturnType<typeof consentRecordOf>
  readonly wordings: readonly KeptWording[]
  readonly notices: readonly KeptText[]
  readonly chain: readonly LedgerItem[]
  /**
   * None. The link never expires and mails are forwarded, so the file must not show who the person is or where they
   * were; the copy behind a my-data link has the evidence.
   */
  readonly evidence: readonly []
  /** By the sequence of the event. Events not sealed yet have none. */
  readonly proofs: Readonly<Record<string, InclusionProof>>
}

export interface Receipted {
  readonly agreement: Agreement
  readonly receipt: Receipt
}

/** Builds a receipt. @returns undefined if nothing was agreed to, or nothing is held any more */
export function receiptOf(
  settings: Settings,
  { profile, events }: Pick<SupporterHoldings, 'profile' | 'events'>,
  proofs: Receipt['proofs'],
  issued: Instant,
): Receipted | undefined {
  const agreement = profile && agreementIn(events)
  if (!agreement) return undefined
  const wordings = wordingsNamedBy(events, settings)
  const notices = noticesNamedBy(events, settings)
  const receipt: Receipt = {
    format: 'supporter-engagement/receipt/1',
    issued: new Date(issued).toISOString(),
    ...(isConsent(agreement) && {
      consentReceipt: consentReceiptOf(settings, agreement),
      record: consentRecordOf(settings, { agreement, events, wordings, notices }),
    }),
    wordings,
    notices,
    chain: events,
    evidence: [],
    proofs,
  }
  return { agreement, receipt }
}

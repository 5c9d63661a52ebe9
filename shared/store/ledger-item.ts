import { commitmentTo, type Link, linked } from '../chain/chain.ts'
import type { Consent, SupporterEvent } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** Raised when the shape of ledger items changes; readers know each that was ever written. */
export const ledgerSchema = 1

/**
 * An event as the ledger keeps it: no personal data in the clear, at most 1 KB, never changed once written.
 * `at` is ISO 8601 in UTC.
 */
export interface LedgerItem extends Link {
  readonly supporterId: SupporterId
  readonly sequence: number
  readonly schema: number
  readonly eventId: string
  readonly at: string
  readonly type: SupporterEvent['type']
  readonly actor: SupporterEvent['actor']
  readonly mail?: SupporterEvent['mail']
  readonly cycle?: number
  readonly method?: string
  /** Sequence of the event whose mail the provider speaks of. */
  readonly about?: number
  readonly subtype?: string
  /** Sequence of the withdrawal that was taken back. */
  readonly undoes?: number
  /** Names the request in the officers' register. */
  readonly dataRequest?: string
  /** Sequence of the event that began the erasure. */
  readonly begun?: number
  /** The record that it moved to. */
  readonly to?: SupporterId
  /** The event of another record that it goes on from, and of one that moved here that event's hash. */
  readonly from?: { readonly supporterId: SupporterId; readonly sequence: number; readonly hash?: string }
  /** ISO 8601: of a record that moved here, since when they have been subscribed. */
  readonly since?: string
  /** Names of the recipients that were told of the erasure. */
  readonly notified?: readonly string[]
  /** Why somebody left. */
  readonly reason?: string
  /** ISO 8601. */
  readonly pausedUntil?: string
  readonly lawfulBasis?: string
  readonly interestEvidence?: string
  readonly optOutOfferedAtCollection?: boolean
  readonly form?: string
  readonly channel?: string
  readonly topics?: readonly string[]
  readonly wording?: { readonly id: string; readonly version: number; readonly hash: string }
  readonly notice?: { readonly version: number; readonly hash: string }
  readonly locale?: string
  /** Host and path of the page, where they name nobody. */
  readonly place?: string
  readonly commitment?: string
}

/** @param previous the hash of the supporter's event before */
export function toLedgerItem(
  supporterId: SupporterId,
  event: SupporterEvent,
  previous: string | undefined,
): LedgerItem {
  const { id, sequence, at, type, actor, mail, evidence } = event
  const item = {
    supporterId,
    sequence,
    schema: ledgerSchema,
    eventId: id,
    at: new Date(at).toISOString(),
    type,
    actor,
    ...(mail && { mail }),
    ...particulars(event),
    ...('consent' in event && event.consent && consentFields(event.consent)),
    ...('softOptIn' in event && event.softOptIn),
    ...(evidence && { commitment: commitmentTo(evidence) }),
  }
  return linked(item, previous)
}

/** Field by field, so that nothing undeclared, such as a name, ever reaches the ledger. */
function particulars(event: SupporterEvent) {
  return {
    ...('cycle' in event && { cycle: event.cycle }),
    ...('method' in event && { method: event.method }),
    ...('about' in event && { about: event.about }),
    ...('subtype' in event && { subtype: event.subtype }),
    ...('undoes' in event && { undoes: event.undoes }),
    ...('reason' in event && { reason: event.reason }),
    ...('dataRequest' in event && { dataRequest: event.dataRequest }),
    ...('begun' in event && { begun: event.begun }),
    ...('notified' in event && { notified: event.notified }),
    ...('topics' in event && { topics: event.topics }),
    ...('to' in event && { to: event.to }),
    ...('from' in event && { from: event.from }),
    ...('since' in event && { since: new Date(event.since).toISOString() }),
    ...('locale' in event && { locale: event.locale }),
    ...('pausedUntil' in event && { pausedUntil: new Date(event.pausedUntil).toISOString() }),
  }
}

/** What an event's item says of the consent that it asked for, gave, or brought along. */
export function consentIn(item: LedgerItem): Consent {
  const { form, channel, lawfulBasis, topics, wording, notice, locale, place } = item
  const said = { form, channel, lawfulBasis, topics, wording, notice, locale, ...(place && { place }) }
  return said as Consent
}

function consentFields({ form, channel, lawfulBasis, topics, wording, notice, locale, place }: Consent) {
  const { id, version, hash } = wording
  return {
    form,
    channel,
    lawfulBasis,
    topics,
    wording: { id, version, hash },
    notice: { version: notice.version, hash: notice.hash },
    locale,
    ...(place && { place }),
  }
}

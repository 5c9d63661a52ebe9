import type { SupporterEvent } from '../domain/events.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { commitmentTo, type Link, linked } from '../proof/chain.ts'

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
    ...('cycle' in event && { cycle: event.cycle }),
    ...('method' in event && { method: event.method }),
    ...('consent' in event && consentFields(event.consent)),
    ...('softOptIn' in event && event.softOptIn),
    ...(evidence && { commitment: commitmentTo(evidence) }),
  }
  return linked(item, previous)
}

/** Field by field, so that nothing undeclared ever reaches the ledger. */
function consentFields({
  form,
  channel,
  lawfulBasis,
  topics,
  wording,
  notice,
  locale,
  place,
}: ConsentOf<SupporterEvent>) {
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

type ConsentOf<E> = E extends { consent: infer C } ? C : never

import type * as z from 'zod/mini'
import { backupDays } from './domain/backups.ts'
import type { Instant } from './domain/events.ts'
import type { RequestId } from './domain/requests/request-id.ts'
import type { ErasureCertificate } from './http/office-contract.ts'
import type { Settings } from './settings.ts'
import type { LedgerItem } from './store/ledger-item.ts'

/**
 * Says for the file that somebody was erased, naming the events of the ledger that prove it. Nothing in it is personal.
 * @returns undefined if this request led to no erasure
 */
export function certificateOf(
  { organisation }: Settings,
  events: readonly LedgerItem[],
  request: RequestId,
  issued: Instant,
): z.infer<typeof ErasureCertificate> | undefined {
  const begun = events.findLast(({ type, request: named }) => type === 'erasure-begun' && named === request)
  if (!begun) return undefined
  const finished = events.find(
    ({ type, begun: sequence }) => type === 'erased' && sequence === begun.sequence,
  )
  const until = Date.parse(finished?.at ?? new Date(issued).toISOString()) + backupDays * 24 * 60 * 60 * 1000
  return {
    format: 'supporter-engagement/erasure-certificate/1',
    issued: new Date(issued).toISOString(),
    organisation: organisation.legalName,
    request,
    supporterId: begun.supporterId,
    begun: named(begun),
    ...(finished && { finished: named(finished) }),
    notified: finished?.notified ?? [],
    inBackupsUntil: new Date(until).toISOString().slice(0, 10),
    kept: ['keyed-hash', 'pseudonymous-ledger'],
  }
}

const named = ({ sequence, at, eventId, hash }: LedgerItem) => ({ sequence, at, eventId, hash })

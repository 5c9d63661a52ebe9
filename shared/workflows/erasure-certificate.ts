import type * as z from 'zod/mini'
import { backupDays } from '../domain/backups.ts'
import type { Instant } from '../domain/events.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import { compact } from '../lib/compact.ts'
import type { ErasureCertificate } from '../office/contract.ts'
import { verificationOf } from '../office/verification.ts'
import type { Settings } from '../settings/settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { SupporterHoldings } from '../store/look-up.ts'
import type { SealProver } from '../store/seal-proofs.ts'

export type Certificate = z.infer<typeof ErasureCertificate>

/**
 * Certifies an erasure by the ledger's events that prove it and the seals that hold these. No personal data.
 * @returns undefined if the data request caused no erasure
 */
export async function certificateOf(
  { organisation }: Settings,
  held: SupporterHoldings,
  { request, issued, prove }: { request: RequestId; issued: Instant; prove: SealProver },
): Promise<Certificate | undefined> {
  const { events } = held
  const begun = events.findLast((event) => event.type === 'erasure-begun' && event.dataRequest === request)
  if (!begun) return undefined
  const finished = events.find(
    (event): event is LedgerItem<'erased'> => event.type === 'erased' && event.begun === begun.sequence,
  )
  const { intact, events: verified } = await verificationOf(held, prove, issued)
  const named = async (event: LedgerItem): Promise<Certificate['begun']> => {
    const { sequence, at, eventId, hash } = event
    const isProven = verified.some((found) => found.sequence === sequence && found.sealed === 'proven')
    const { proof } = isProven ? await prove(event) : {}
    const seal = proof && { number: proof.seal.number, to: proof.seal.to, hash: proof.seal.hash }
    return compact({ sequence, at, eventId, hash, seal })
  }
  const until = Date.parse(finished?.at ?? new Date(issued).toISOString()) + backupDays * 24 * 60 * 60 * 1000
  return {
    format: 'supporter-engagement/erasure-certificate/1',
    issued: new Date(issued).toISOString(),
    organisation: organisation.legalName,
    request,
    supporterId: begun.supporterId,
    intact,
    begun: await named(begun),
    ...(finished && { finished: await named(finished) }),
    notified: finished?.notified ?? [],
    inBackupsUntil: new Date(until).toISOString().slice(0, 10),
    kept: ['keyed-hash', 'pseudonymous-ledger'],
  }
}

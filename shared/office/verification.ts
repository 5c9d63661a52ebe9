import type * as z from 'zod/mini'
import type { InclusionProof } from '../chain/seal.ts'
import type { Instant } from '../domain/events.ts'
import { readEvents, verifyChain } from '../proof/verify/chain.ts'
import { verifyProofs } from '../proof/verify/inclusion.ts'
import type { SupporterHoldings } from '../store/look-up.ts'
import type { SealProof, SealProver } from '../store/seal-proofs.ts'
import { fromSupporterItem } from '../store/supporter-item.ts'
import type { OfficersLookUp } from './contract.ts'

type Verification = z.infer<typeof OfficersLookUp>['verification']

/**
 * Milliseconds within which an event is sealed: a day for the stream, one until the next seal, one for outages. After
 * that, an unsealed event is missing.
 */
const sealedWithin = 3 * 24 * 60 * 60 * 1000

/** Verifies a record with the verifier's code, which shares only the hash functions with the writer's. */
export async function verificationOf(
  { profile, olderEvidence, events }: SupporterHoldings,
  prove: SealProver,
  now: Instant,
): Promise<Verification> {
  const stored = profile && fromSupporterItem(profile)
  const evidence = [...olderEvidence, ...(stored?.evidence ?? [])]
  const expected = stored ? { version: stored.version, head: stored.head } : {}
  const chain = verifyChain(events, evidence, expected)
  const seals = await sealingsOf(events, prove, now)
  return {
    intact: chain.faults.length === 0 && seals.faults.length === 0,
    events: chain.events.map(({ event, state }) => ({
      sequence: event,
      state,
      ...seals.sealings.get(event),
    })),
    faults: [...chain.faults.map(({ what }) => what), ...seals.faults],
  }
}

type Sealing = Pick<Verification['events'][number], 'sealed' | 'seal'>

async function sealingsOf(
  events: SupporterHoldings['events'],
  prove: SealProver,
  now: Instant,
): Promise<{ sealings: ReadonlyMap<number, Sealing>; faults: string[] }> {
  const provings = new Map<number, SealProof>()
  for (const event of events) provings.set(event.sequence, await prove(event))
  const { faults } = verifyProofs(readEvents(events), proofsAmong(provings), [])
  const disproved = new Set(faults.map(({ event }) => event))
  const sealings = new Map<number, Sealing>()
  const found = faults.map(({ what }) => what)
  for (const { sequence, at } of events) {
    const { proof, damaged } = provings.get(sequence) ?? {}
    if (proof) {
      sealings.set(sequence, {
        sealed: disproved.has(sequence) ? 'broken' : 'proven',
        seal: proof.seal.number,
      })
    } else if (damaged !== undefined) {
      sealings.set(sequence, { sealed: 'broken', seal: damaged })
      found.push(`event ${sequence} cannot be verified in seal ${damaged}: the seal was changed`)
    } else if (now - Date.parse(at) < sealedWithin) {
      sealings.set(sequence, { sealed: 'not yet' })
    } else {
      sealings.set(sequence, { sealed: 'missing' })
      found.push(
        `event ${sequence} is not in any seal of its period: it was changed since, or never collected`,
      )
    }
  }
  return { sealings, faults: found }
}

function proofsAmong(provings: ReadonlyMap<number, SealProof>): Record<string, InclusionProof> {
  return Object.fromEntries(
    [...provings].flatMap(([sequence, { proof }]) => (proof ? [[String(sequence), proof]] : [])),
  )
}

import type { InclusionProof } from '../chain/seal.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import type { DataRequest } from '../domain/requests/request.ts'
import { unknownSupporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { detailsOf } from '../office/data-request-summary.ts'
import type { OfficeRuntime } from '../office/office-runtime.ts'
import type { Locale } from '../settings/locale.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { SupporterHoldings } from '../store/look-up.ts'
import type { SealProver } from '../store/seal-proofs.ts'
import { fromSupporterItem } from '../store/supporter-item.ts'
import { archiveOf } from './archive.ts'
import type { Exportable } from './export-content.ts'

export type CopyDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'requests' | 'today'> & {
  readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  readonly prover: () => SealProver
}

/** Gathers the data held on the person who made a data request, from every table, and makes the file. */
export async function copyFor(deps: CopyDependencies, request: DataRequest): Promise<Buffer> {
  const held = await gather(deps, request)
  const settings = deps.settings()
  return archiveOf(settings, held, localeOf(settings.locales, held, request), deps.clock())
}

async function gather(deps: CopyDependencies, request: DataRequest): Promise<Exportable> {
  const id = request.supporterId
  const [{ profile, ...held }, requests] = await Promise.all([
    id ? deps.lookUp(id) : nothingHeld,
    id ? deps.requests().ofSupporter(id) : [request],
  ])
  const stored = profile ? fromSupporterItem(profile) : unknownSupporter()
  // The index may not yet list the latest data request.
  const ids = new Set([...requests.map(({ id }) => id), request.id])
  const files = await Promise.all([...ids].map((id) => deps.requests().read(id)))
  const { dataRequests } = deps.settings()
  return {
    ...held,
    supporter: lapse(stored, deps.clock(), pendingRetention(deps.settings())),
    proofs: await proofsOf(deps, held.events),
    requests: files.flatMap((file) => (file ? [detailsOf(file, dataRequests, deps.today())] : [])),
  }
}

const nothingHeld: SupporterHoldings = { olderEvidence: [], mails: [], events: [] }

async function proofsOf(
  deps: CopyDependencies,
  events: readonly LedgerItem[],
): Promise<Record<string, InclusionProof>> {
  const proofs: Record<string, InclusionProof> = {}
  const prove = deps.prover()
  for (const event of events) {
    const { proof } = await prove(event)
    if (proof) proofs[String(event.sequence)] = proof
  }
  return proofs
}

function localeOf(offered: readonly Locale[], { supporter }: Exportable, request: DataRequest): Locale {
  const wanted = [supporter.locale, request.locale].find((locale) => locale && offered.includes(locale))
  return wanted ?? offered[0] ?? 'en'
}

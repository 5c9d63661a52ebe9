import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { InclusionProof } from '../shared/chain/seal.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import { noReceiptPage, receiptPage } from '../shared/pages/receipt-page.ts'
import { agreementIn } from '../shared/proof/receipt/agreement.ts'
import { type Receipt, receiptOf } from '../shared/proof/receipt/receipt.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import type { LedgerItem } from '../shared/store/ledger-item.ts'
import { lookUp, type SupporterHoldings } from '../shared/store/look-up.ts'
import { proofOf } from '../shared/store/seal-proofs.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { problem, problemPage } from '../shared/web/problem.ts'
import { ConsentRecord, ReceiptFile } from '../shared/web/record-contract.ts'
import { download, json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, preferredType } from '../shared/web/request.ts'
import { varyByAccept } from '../shared/web/respond.ts'

type ReceiptDependencies = Pick<Runtime, 'settings' | 'clock' | 'links'> & {
  readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  readonly proofOf: (event: LedgerItem) => Promise<InclusionProof | undefined>
}

/**
 * GET and HEAD /receipt/{token}: shows the consent receipt, as a page to print, as the file that proves it
 * (`?format=json`, or JSON by `Accept`) or as its JSON-LD record alone (`?format=jsonld`). Changes nothing.
 */
async function showReceipt(deps: ReceiptDependencies, request: HttpRequest): Promise<Reply> {
  return varyByAccept(await replyIn(formatOf(request), deps, request))
}

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'receipt'>>({ 'GET /receipt/{token}': (request) => showReceipt(dependencies, request) }),
)

async function replyIn(format: Format, deps: ReceiptDependencies, request: HttpRequest): Promise<Reply> {
  const settings = deps.settings()
  const token = await deps.links().verify(request.path.token ?? '', 'receipt')
  if (!token) {
    const context = tokenContext(settings, request)
    return format === 'page' ? problemPage('link', context) : problem('link', context)
  }
  const holdings = await deps.lookUp(token.supporterId)
  const proofs = await proofsFor(deps, holdings, format)
  const receipted = receiptOf(settings, holdings, proofs, deps.clock())
  const context = tokenContext(settings, request, holdings.profile?.locale)
  if (format === 'page') return receipted ? receiptPage(context, receipted) : noReceiptPage(context)
  const { receipt } = receipted ?? {}
  if (!receipt || (format === 'jsonld' && !receipt.record)) return problem('notFound', context)
  return fileOf(receipt, format, request.query.format !== undefined)
}

type Format = 'page' | 'json' | 'jsonld'

const types: Record<string, Format> = {
  'text/html': 'page',
  'application/json': 'json',
  'application/ld+json': 'jsonld',
}

function formatOf(request: HttpRequest): Format {
  const requested = Object.values(types).find((format) => format === request.query.format)
  return requested ?? types[preferredType(request, Object.keys(types), 'text/html') ?? ''] ?? 'page'
}

/** Reads the proof of the latest agreement for a page, or those of all events for a file. */
async function proofsFor(
  deps: ReceiptDependencies,
  { events }: SupporterHoldings,
  format: Format,
): Promise<Receipt['proofs']> {
  const latest = agreementIn(events)?.latest
  if (!latest || format === 'jsonld') return {}
  const proven = await Promise.all(
    (format === 'page' ? [latest] : events).map(
      async (event) => [String(event.sequence), await deps.proofOf(event)] as const,
    ),
  )
  return Object.fromEntries(proven.flatMap(([sequence, proof]) => (proof ? [[sequence, proof]] : [])))
}

function fileOf(receipt: Receipt, format: 'json' | 'jsonld', asDownload: boolean): Reply {
  const reply =
    format === 'jsonld' && receipt.record
      ? json(200, ConsentRecord, receipt.record, 'application/ld+json')
      : json(200, ReceiptFile, { ...receipt, chain: receipt.chain.map((event) => ({ ...event })) })
  return download(reply, asDownload ? `consent-receipt-${receipt.issued.slice(0, 10)}.${format}` : undefined)
}

const dependencies: ReceiptDependencies = {
  ...runtime,
  lookUp: (id) => lookUp(runtime.dynamoDb(), runtime.tables(), id),
  proofOf: (event) => proofOf(runtime.dynamoDb(), runtime.tables().ledger, event),
}

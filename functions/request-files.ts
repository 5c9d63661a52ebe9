import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import type { DataRequest } from '../shared/domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../shared/domain/requests/request-id.ts'
import { type CopyDependencies, copyFor } from '../shared/export/copy.ts'
import { copyRuntime } from '../shared/export/copy-runtime.ts'
import { compact } from '../shared/lib/compact.ts'
import { ErasureCertificate } from '../shared/office/contract.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { certificatePage } from '../shared/pages/certificate-page.ts'
import { problem } from '../shared/web/problem.ts'
import { download, json, type Reply, zip } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'
import { certificateOf } from '../shared/workflows/erasure-certificate.ts'

/** The files of a data request: the copy of the data, and the certificate of an erasure. */
export const requestFileHandlers = (deps: CopyDependencies): OfficersHandlers<'request-files'> => ({
  'GET /privacy/requests/{id}/export': (request, officer) =>
    about(deps, request, officer, (found) => exported(deps, found)),
  'GET /privacy/requests/{id}/certificate': (request, officer) =>
    about(deps, request, officer, (found) => certified(deps, request, officer, found)),
})

export const handler = officersEndpoint(
  copyRuntime,
  officersRoutesOf('request-files'),
  requestFileHandlers(copyRuntime),
)

/** Loads the data request before the call is recorded, so that the audit trail names the supporter. */
async function about(
  deps: CopyDependencies,
  request: HttpRequest,
  officer: Officer,
  perform: (found: DataRequest) => Promise<Reply>,
): Promise<PreparedCall | Reply> {
  const id = parseRequestId(request.path.id ?? '')
  const found = id && (await deps.requests().load(id))
  if (!found) return problem('notFound', officer)
  const { supporterId } = found
  return compact({ dataRequest: found.id, subject: supporterId, perform: () => perform(found) })
}

async function exported(deps: CopyDependencies, request: DataRequest): Promise<Reply> {
  return zip(await copyFor(deps, request), nameOf('export', request.id, 'zip'))
}

async function certified(
  deps: CopyDependencies,
  request: HttpRequest,
  officer: Officer,
  { id, supporterId }: DataRequest,
): Promise<Reply> {
  const settings = deps.settings()
  const held = supporterId && (await deps.lookUp(supporterId))
  const how = { request: id, issued: deps.clock(), prove: deps.prover() }
  const certificate = held && (await certificateOf(settings, held, how))
  if (!certificate) return problem('notFound', officer)
  return respond(request, {
    page: () => {
      const page = certificatePage({ settings, locale: officer.locale }, certificate)
      return download(page, nameOf('erasure', id, 'html'))
    },
    json: () => download(json(200, ErasureCertificate, certificate), nameOf('erasure', id, 'json')),
    otherwise: 'json',
  })
}

const nameOf = (what: string, id: RequestId, ending: string) => `${what}-${id}.${ending}`

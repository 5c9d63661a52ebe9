import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import type { DataRequest } from '../shared/domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../shared/domain/requests/request-id.ts'
import { type CopyDependencies, copyFor } from '../shared/export/copy.ts'
import { copyRuntime } from '../shared/export/copy-runtime.ts'
import { ErasureCertificate } from '../shared/office/contract.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { certificatePage } from '../shared/pages/certificate-page.ts'
import { problem } from '../shared/web/problem.ts'
import { download, json, type Reply, zip } from '../shared/web/reply.ts'
import { type HttpRequest, prefersPage } from '../shared/web/request.ts'
import { certificateOf } from '../shared/workflows/erasure-certificate.ts'

/** Makes the files of a data request: the copy of the data, the certificate of an erasure. */
export const requestFileHandlers = (deps: CopyDependencies): OfficersHandlers<'request-files'> => ({
  'GET /privacy/requests/{id}/export': (request, officer) =>
    about(deps, request, officer, (found) => exported(deps, found)),
  'GET /privacy/requests/{id}/certificate': (request, officer) =>
    about(deps, request, officer, (found) => certified(deps, found, officer, prefersPage(request, false))),
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
  return {
    dataRequest: found.id,
    ...(supporterId && { subject: supporterId }),
    perform: () => perform(found),
  }
}

async function exported(deps: CopyDependencies, request: DataRequest): Promise<Reply> {
  return zip(await copyFor(deps, request), nameOf('export', request.id, 'zip'))
}

async function certified(
  deps: CopyDependencies,
  { id: request, supporterId }: DataRequest,
  officer: Officer,
  asPage: boolean,
): Promise<Reply> {
  const settings = deps.settings()
  const held = supporterId && (await deps.lookUp(supporterId))
  const how = { request, issued: deps.clock(), prove: deps.prover() }
  const certificate = held && (await certificateOf(settings, held, how))
  if (!certificate) return problem('notFound', officer)
  return asPage
    ? download(
        certificatePage({ settings, locale: officer.locale }, certificate),
        nameOf('erasure', request, 'html'),
      )
    : download(json(200, ErasureCertificate, certificate), nameOf('erasure', request, 'json'))
}

const nameOf = (what: string, id: RequestId, ending: string) => `${what}-${id}.${ending}`

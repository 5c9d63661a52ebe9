import type { DataRequest } from '../shared/domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../shared/domain/requests/request-id.ts'
import { type CopyDependencies, copyFor } from '../shared/export/copy.ts'
import { copyRuntime } from '../shared/export/copy-runtime.ts'
import { ErasureCertificate } from '../shared/office/contract.ts'
import {
  type Officer,
  type OfficerCall,
  type OfficerRoute,
  officersEndpoint,
} from '../shared/office/officers-endpoint.ts'
import { certificatePage } from '../shared/pages/certificate-page.ts'
import { problem } from '../shared/web/problem.ts'
import { download, json, type Reply, zip } from '../shared/web/reply.ts'
import { type HttpRequest, prefersPage } from '../shared/web/request.ts'
import { certificateOf } from '../shared/workflows/erasure-certificate.ts'

/** What goes into the file of a request: the copy of the data that was asked for, the certificate of an erasure. */
export const requestFileRoutes = (deps: CopyDependencies): Record<string, OfficerRoute> => ({
  'GET /privacy/requests/{id}/export': {
    action: 'export',
    roles: ['privacy-officer'],
    reason: 'data-request',
    read: (request, officer) => about(deps, request, officer, (found) => exported(deps, found)),
  },
  'GET /privacy/requests/{id}/certificate': {
    action: 'certify-erasure',
    roles: ['privacy-officer', 'auditor'],
    reason: 'data-request',
    read: (request, officer) =>
      about(deps, request, officer, (found) => certified(deps, found, officer, prefersPage(request, false))),
  },
})

export const handler = officersEndpoint(copyRuntime, requestFileRoutes(copyRuntime))

/** Found before it is audited, so that the trail names whom it concerned. */
async function about(
  deps: CopyDependencies,
  request: HttpRequest,
  officer: Officer,
  perform: (found: DataRequest) => Promise<Reply>,
): Promise<OfficerCall | Reply> {
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

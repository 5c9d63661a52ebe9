import type { DataRequest } from '../shared/domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../shared/domain/requests/request-id.ts'
import { certificateOf } from '../shared/erasure-certificate.ts'
import { type CopyDependencies, copyFor } from '../shared/export/copy.ts'
import { copyRuntime } from '../shared/export/copy-runtime.ts'
import { ErasureCertificate } from '../shared/http/office-contract.ts'
import {
  type Asked,
  type Officer,
  type OfficerRoute,
  officersEndpoint,
} from '../shared/http/officers-endpoint.ts'
import { problem } from '../shared/http/problem.ts'
import { download, json, type Reply, zip } from '../shared/http/reply.ts'
import type { Request } from '../shared/http/request.ts'

/** What goes into the file of a request: the copy of the data that was asked for, the certificate of an erasure. */
export const requestFileRoutes = (deps: CopyDependencies): Record<string, OfficerRoute> => ({
  'GET /privacy/requests/{id}/export': {
    action: 'export',
    roles: ['privacy-officer'],
    read: (request, officer) => about(deps, request, officer, (found) => exported(deps, found)),
  },
  'GET /privacy/requests/{id}/certificate': {
    action: 'certify-erasure',
    roles: ['privacy-officer', 'auditor'],
    read: (request, officer) => about(deps, request, officer, (found) => certified(deps, found, officer)),
  },
})

export const handler = officersEndpoint(copyRuntime, requestFileRoutes(copyRuntime))

/** Found before it is audited, so that the trail names whom it concerned. */
async function about(
  deps: CopyDependencies,
  request: Request,
  officer: Officer,
  perform: (found: DataRequest) => Promise<Reply>,
): Promise<Asked | Reply> {
  const id = parseRequestId(request.path.id ?? '')
  const found = id && (await deps.requests().load(id))
  if (!found) return problem('notFound', officer)
  const { supporterId } = found
  return { request: found.id, ...(supporterId && { subject: supporterId }), perform: () => perform(found) }
}

async function exported(deps: CopyDependencies, request: DataRequest): Promise<Reply> {
  return zip(await copyFor(deps, request), nameOf('export', request.id, 'zip'))
}

async function certified(deps: CopyDependencies, request: DataRequest, officer: Officer): Promise<Reply> {
  const { events } = request.supporterId ? await deps.lookUp(request.supporterId) : { events: [] }
  const certificate = certificateOf(deps.settings(), events, request.id, deps.clock())
  if (!certificate) return problem('notFound', officer)
  return download(json(200, ErasureCertificate, certificate), nameOf('erasure', request.id, 'json'))
}

const nameOf = (what: string, id: RequestId, ending: string) => `${what}-${id}.${ending}`

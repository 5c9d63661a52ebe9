import type { RouteKeyOf } from '../shared/api/routes.ts'
import { tokenContext, unknownLinkReply } from '../shared/endpoints/token-page.ts'
import { once } from '../shared/lib/once.ts'
import { exportGonePage, exportPage } from '../shared/pages/export-page.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { type Copies, copies } from '../shared/store/copies.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { problem } from '../shared/web/problem.ts'
import { type Reply, zip } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'

type ExportDependencies = Pick<Runtime, 'settings' | 'clock' | 'store' | 'links'> & {
  readonly copies: () => Copies
}

/**
 * GET and HEAD /export/{token} show one button; POST, a person's press, downloads the copy. Neither changes anything,
 * but a scanner, which opens every link in a mail, must get a page and not a person's data.
 */
async function downloadExport(deps: ExportDependencies, request: HttpRequest): Promise<Reply> {
  const settings = deps.settings()
  const token = await deps.links().verify(request.path.token ?? '', 'export')
  if (!token) return unknownLinkReply(settings, request)
  const { supporterId, expiresAt } = token
  const { locale } = await deps.store().load(supporterId)
  const context = tokenContext(settings, request, locale)
  const copy = deps.clock() < expiresAt ? await deps.copies().get(supporterId, deps.clock()) : undefined
  if (!copy)
    return respond(request, { page: () => exportGonePage(context), json: () => problem('expired', context) })
  return request.method === 'POST' ? zip(copy, 'my-data.zip') : exportPage(context)
}

const answer = (request: HttpRequest) => downloadExport(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'export'>>({ 'GET /export/{token}': answer, 'POST /export/{token}': answer }),
)

const dependencies: ExportDependencies = {
  ...runtime,
  copies: once(() => copies(runtime.dynamoDb(), runtime.tables().supporters)),
}

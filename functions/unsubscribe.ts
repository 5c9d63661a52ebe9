import type * as z from 'zod/mini'
import { commit } from '../shared/commit.ts'
import { lapse, pendingFor } from '../shared/domain/lapse.ts'
import type { Supporter } from '../shared/domain/supporter.ts'
import { SubscriptionStatus, UnsubscribedStatus } from '../shared/http/contract.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { evidenceOf } from '../shared/http/evidence.ts'
import { json, type Reply } from '../shared/http/reply.ts'
import { maxBodyBytes, mediaType, prefersPage, type Request } from '../shared/http/request.ts'
import { notOurs, tokenContext } from '../shared/http/token-page.ts'
import type { UnsubscribeToken } from '../shared/links/token.ts'
import type { PageContext } from '../shared/pages/layout.ts'
import { unsubscribedPage, unsubscribePage } from '../shared/pages/unsubscribe-page.ts'
import { circumstancesNow, type Runtime, runtime } from '../shared/runtime.ts'

export type UnsubscribeDependencies = Pick<
  Runtime,
  'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'links'
>

/**
 * GET and HEAD /unsubscribe/{token} show one button and change nothing. POST leaves, from the page or by a mail
 * program's one click (RFC 8058): always 200, no redirect, no cookie, whatever the body says.
 */
export async function unsubscribe(deps: UnsubscribeDependencies, request: Request): Promise<Reply> {
  const token = await deps.links().verify(request.path.token ?? '', 'unsubscribe')
  if (!token) return notOurs(deps.settings(), request)
  return request.method === 'POST' ? leave(deps, request, token) : show(deps, request, token)
}

export const handler = endpoint(runtime.settings, (request) => unsubscribe(runtime, request))

async function show(
  deps: UnsubscribeDependencies,
  request: Request,
  token: UnsubscribeToken,
): Promise<Reply> {
  const stored = await deps.store().load(token.supporterId)
  const supporter = lapse(stored, deps.clock(), pendingFor(deps.settings()))
  const context = contextOf(deps, request, supporter)
  const left = supporter.status === 'unknown' || supporter.status === 'unsubscribed'
  if (!prefersPage(request, true)) return json(200, SubscriptionStatus, { status: statusShown(supporter) })
  return left ? unsubscribedPage(context) : unsubscribePage(context)
}

/** What a link's holder needs to know: whether mails come, may come, or will not. */
function statusShown({ status }: Supporter): z.infer<typeof SubscriptionStatus>['status'] {
  return status === 'subscribed' || status === 'pending' ? status : 'unsubscribed'
}

async function leave(
  deps: UnsubscribeDependencies,
  request: Request,
  token: UnsubscribeToken,
): Promise<Reply> {
  const method = (await isOneClick(request)) ? 'one-click' : 'link'
  const evidence = evidenceOf(request, deps.newSalt())
  const command = { type: 'unsubscribe', method } as const
  const { supporter } = await commit(
    deps.store(),
    token.supporterId,
    command,
    circumstancesNow(deps, evidence),
  )
  if (prefersPage(request, method === 'link')) return unsubscribedPage(contextOf(deps, request, supporter))
  return json(200, UnsubscribedStatus, { status: 'unsubscribed' })
}

/** `List-Unsubscribe=One-Click`, as multipart/form-data or urlencoded (RFC 8058, section 3.2). */
async function isOneClick(request: Request): Promise<boolean> {
  const formTypes = ['multipart/form-data', 'application/x-www-form-urlencoded']
  if (!formTypes.includes(mediaType(request)) || request.body.length > maxBodyBytes) return false
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  try {
    const fields = await new Response(new Uint8Array(request.body), { headers }).formData()
    return fields.get('List-Unsubscribe') === 'One-Click'
  } catch {
    return false
  }
}

function contextOf(deps: Pick<Runtime, 'settings'>, request: Request, supporter?: Supporter): PageContext {
  return tokenContext(deps.settings(), request, supporter?.locale)
}

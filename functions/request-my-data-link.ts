import type { RouteKeyOf } from '../shared/api/routes.ts'
import { type EmailAddress, parseEmailAddress } from '../shared/domain/email-address.ts'
import { supporterIdOf } from '../shared/domain/supporter-id.ts'
import { queueNamed } from '../shared/lib/queues.ts'
import { type MyDataLinkRequest, myDataLinkRequest } from '../shared/mail/my-data-link-request.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { linkSentPage, myDataLinkPage } from '../shared/pages/my-data-link-page.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { Accepted, MyDataLinkForm } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import type { PageContext } from '../shared/web/layout.ts'
import {
  type ProblemDetails,
  type ProblemKind,
  problem,
  problemPage,
  retry,
  statusOf,
} from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type Body, chooseLocale, type HttpRequest, parseBody, prefersPage } from '../shared/web/request.ts'

export type RequestMyDataLinkDependencies = Pick<Runtime, 'settings' | 'clock' | 'addressKey' | 'limit'> & {
  readonly put: (ask: MyDataLinkRequest) => Promise<void>
}

/**
 * GET and HEAD /my-data: type an address. POST: if it is on record, it gets a mail with links. Nothing here reads a
 * record, so that neither the answer nor its time can tell whether there is one: `record-my-data-link-request` does that. Networks are
 * limited together with their sign-ups, and each person's mails by their pace.
 */
export async function requestMyDataLink(
  deps: RequestMyDataLinkDependencies,
  request: HttpRequest,
): Promise<Reply> {
  if (request.method !== 'POST') return myDataLinkPage(contextOf(deps, request))
  const body = parseBody(request)
  if (typeof body === 'string') {
    const context = contextOf(deps, request)
    return prefersPage(request, false) ? problemPage(body, context) : problem(body, context)
  }
  const parsed = MyDataLinkForm.safeParse(body.kind === 'form' ? Object.fromEntries(body.fields) : body.value)
  const context = contextOf(deps, request, parsed.data?.locale)
  const address = parsed.success ? parseEmailAddress(parsed.data.email) : undefined
  if (!address) {
    const detail = messagesIn(context.locale).invalid.email
    return refuse('invalid', { request, body, context, details: { errors: [{ field: 'email', detail }] } })
  }
  const trapped = Boolean(parsed.data?.website)
  const retryAfter = trapped ? 0 : await ask(deps, request, address)
  if (retryAfter > 0) return refuse('tooMany', { request, body, context, details: { retryAfter } })
  return prefersPage(request, body.kind === 'form')
    ? linkSentPage(context)
    : json(202, Accepted, { status: 'accepted' })
}

const answer = (request: HttpRequest) => requestMyDataLink(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'request-my-data-link'>>({ 'GET /my-data': answer, 'POST /my-data': answer }),
)

/** @returns seconds to wait, if the network is over its limit */
async function ask(
  deps: RequestMyDataLinkDependencies,
  request: HttpRequest,
  address: EmailAddress,
): Promise<number> {
  const id = supporterIdOf(address, await deps.addressKey())
  const retryAfter = await deps.limit().hit(request.ip, deps.clock())
  if (retryAfter === 0) await deps.put(myDataLinkRequest(id))
  return retryAfter
}

interface RefusedAddress {
  readonly request: HttpRequest
  readonly body: Body
  readonly context: PageContext
  readonly details: ProblemDetails
}

function refuse(kind: ProblemKind, { request, body, context, details }: RefusedAddress): Reply {
  if (!prefersPage(request, body.kind === 'form')) return problem(kind, context, details)
  const { title, text } = messagesIn(context.locale).problem[kind]
  const reply = myDataLinkPage(context, {
    email: body.kind === 'form' ? (body.fields.get('email') ?? '') : '',
    problem: details.errors?.[0]?.detail ?? `${title}. ${text}`,
    status: statusOf(kind),
  })
  return { ...reply, headers: { ...reply.headers, ...retry(details) } }
}

function contextOf(deps: Pick<Runtime, 'settings'>, request: HttpRequest, chosen?: string): PageContext {
  const settings = deps.settings()
  return { settings, locale: chooseLocale(request, settings.locales, chosen, request.query.locale) }
}

const dependencies: RequestMyDataLinkDependencies = {
  ...runtime,
  put: queueNamed('myDataLinkQueue'),
}

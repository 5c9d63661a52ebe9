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
  respondWithProblem,
  statusOf,
  withRetryAfter,
} from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type Body, chooseLocale, type HttpRequest, parseBody } from '../shared/web/request.ts'
import { fallbackFor, respond } from '../shared/web/respond.ts'

type RequestMyDataLinkDependencies = Pick<Runtime, 'settings' | 'clock' | 'addressKey' | 'limit'> & {
  readonly put: (request: MyDataLinkRequest) => Promise<void>
}

/**
 * GET and HEAD /my-data show a form for an address. POST queues the request: an address on record gets a mail with
 * links. Reads no record, so that neither the answer nor its timing reveals whether there is one: `record-my-data-
 * link-request` does that. Each network has one limit for these requests and its sign-ups; each person has their
 * allowance of mails.
 */
async function requestMyDataLink(deps: RequestMyDataLinkDependencies, request: HttpRequest): Promise<Reply> {
  if (request.method !== 'POST') return myDataLinkPage(contextOf(deps, request))
  const body = parseBody(request)
  if (typeof body === 'string')
    return respondWithProblem(request, body, contextOf(deps, request), { otherwise: 'json' })
  const parsed = MyDataLinkForm.safeParse(body.kind === 'form' ? Object.fromEntries(body.fields) : body.value)
  const context = contextOf(deps, request, parsed.data?.locale)
  const refuse = (kind: ProblemKind, details: ProblemDetails) =>
    refusal(kind, { request, body, context, details })
  const address = parsed.success ? parseEmailAddress(parsed.data.email) : undefined
  if (!address) {
    const detail = messagesIn(context.locale).invalid.email
    return refuse('invalid', { errors: [{ field: 'email', detail }] })
  }
  const trapped = Boolean(parsed.data?.website)
  const retryAfter = trapped ? 0 : await queue(deps, request, address)
  if (retryAfter > 0) return refuse('tooMany', { retryAfter })
  return respond(request, {
    page: () => linkSentPage(context),
    json: () => json(202, Accepted, { status: 'accepted' }),
    otherwise: fallbackFor(body),
  })
}

const answer = (request: HttpRequest) => requestMyDataLink(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'request-my-data-link'>>({ 'GET /my-data': answer, 'POST /my-data': answer }),
)

/**
 * Queues the request unless the network is over its limit.
 * @returns the seconds to wait; 0 if it is queued
 */
async function queue(
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

function refusal(kind: ProblemKind, { request, body, context, details }: RefusedAddress): Promise<Reply> {
  return respond(request, {
    page: () => pageAgain(kind, { body, context, details }),
    json: () => problem(kind, context, details),
    otherwise: fallbackFor(body),
  })
}

function pageAgain(kind: ProblemKind, { body, context, details }: Omit<RefusedAddress, 'request'>): Reply {
  const { title, text } = messagesIn(context.locale).problem[kind]
  const reply = myDataLinkPage(context, {
    email: body.kind === 'form' ? (body.fields.get('email') ?? '') : '',
    problem: details.errors?.[0]?.detail ?? `${title}. ${text}`,
    status: statusOf(kind),
  })
  return withRetryAfter(reply, details)
}

function contextOf(deps: Pick<Runtime, 'settings'>, request: HttpRequest, chosen?: string): PageContext {
  const settings = deps.settings()
  return { settings, locale: chooseLocale(request, settings.locales, chosen, request.query.locale) }
}

const dependencies: RequestMyDataLinkDependencies = {
  ...runtime,
  put: queueNamed('myDataLinkQueue'),
}

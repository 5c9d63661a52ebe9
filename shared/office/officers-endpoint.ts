import { createHash } from 'node:crypto'
import type { RequestActor } from '../domain/requests/request.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { OfficerMessages } from '../messages/officers/messages.ts'
import type { Locale } from '../settings/locale.ts'
import type { OfficerAct } from '../store/audit-trail.ts'
import { endpoint } from '../web/endpoint.ts'
import { type FieldError, problem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import { chooseLocale, type HttpRequest } from '../web/request.ts'
import type { OfficeRuntime } from './office-runtime.ts'
import { type Reason, reasons } from './reasons.ts'
import { type Role, rolesOf } from './roles.ts'

/** Who asks, and the language to answer in. */
export interface Officer {
  /** The `sub` of their sign-in; hashed where a provider puts an address there. */
  readonly id: string
  readonly actor: RequestActor
  readonly locale: Locale
  readonly words: OfficerMessages
}

/** One route of the officers' API. */
export interface OfficerRoute {
  /** What the audit trail calls it. */
  readonly action: string
  readonly roles: readonly Role[]
  /** Why it is called, unless the officer says otherwise; `said`: they must, for nothing else tells. */
  readonly reason: Reason | 'said'
  /** Reads the request and changes nothing: what is asked for, or why it cannot be. */
  readonly read: (
    request: HttpRequest,
    officer: Officer,
  ) => OfficerCall | Reply | Promise<OfficerCall | Reply>
}

export interface OfficerCall {
  /** Whom or what it concerns, for the audit trail. */
  readonly subject?: SupporterId
  readonly dataRequest?: RequestId
  readonly perform: () => Reply | Promise<Reply>
}

export type OfficersEndpointDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'newId' | 'audit'>

/**
 * A function behind the officers' authorizer. Every call is on the audit trail before anything is done or answered:
 * who is turned away too. Should the trail not take it, nothing is done.
 * @param routes by route key, such as `GET /privacy/audit`
 */
export function officersEndpoint(
  deps: OfficersEndpointDependencies,
  routes: Readonly<Record<string, OfficerRoute>>,
) {
  return endpoint(deps.settings, (request) => answerOfficer(deps, routes, request))
}

/** The same without API Gateway's shapes. */
export async function answerOfficer(
  deps: OfficersEndpointDependencies,
  routes: Readonly<Record<string, OfficerRoute>>,
  request: HttpRequest,
): Promise<Reply> {
  const route = Object.hasOwn(routes, request.routeKey) ? routes[request.routeKey] : undefined
  if (!route) throw new Error(`no route ${request.routeKey} here`)
  const officer = officerOf(request, deps.settings().locales)
  const reason = reasonFor(route, request)
  const record = (outcome: OfficerAct['outcome'], about: Pick<OfficerCall, 'subject' | 'dataRequest'> = {}) =>
    deps.audit().append({
      eventId: deps.newId(),
      at: deps.clock(),
      officer: officer.id,
      action: route.action,
      outcome,
      ...(about.subject && { subject: about.subject }),
      ...(about.dataRequest && { request: about.dataRequest }),
      ...(reason && { reason }),
    })

  if (!rolesOf(request, deps.settings().officers).some((role) => route.roles.includes(role))) {
    await record('forbidden')
    return problem('forbidden', officer)
  }
  const asked = reason ? await route.read(request, officer) : noReason(officer)
  if ('statusCode' in asked) {
    await record('invalid')
    return asked
  }
  await record('allowed', asked)
  return asked.perform()
}

/** 422, with the fields that are wrong. */
export function invalidReply(officer: Officer, ...errors: FieldError[]): Reply {
  return problem('invalid', officer, { errors })
}

function reasonFor({ reason }: OfficerRoute, { headers }: HttpRequest): Reason | undefined {
  const said = headers['x-reason']
  return said === undefined && reason !== 'said' ? reason : reasons.find((known) => known === said)
}

function noReason(officer: Officer): Reply {
  return invalidReply(officer, {
    field: 'X-Reason',
    detail: officer.words.invalid.reason(reasons.join(', ')),
  })
}

function officerOf(request: HttpRequest, locales: readonly Locale[]): Officer {
  const locale = chooseLocale(request, locales)
  const said = String(request.claims.sub ?? request.claims.client_id ?? '')
  const opaque = /^[\w:|.-]{1,128}$/.test(said)
  const id = opaque ? said : `sha256:${createHash('sha256').update(said).digest('base64url')}`
  return { id, actor: `officer:${id}`, locale, words: officerMessagesIn(locale) }
}

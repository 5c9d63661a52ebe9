import type { RequestId } from '../domain/requests/request-id.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import type { OfficerAct } from '../store/audit-trail.ts'
import { endpoint } from '../web/endpoint.ts'
import { problem } from '../web/problem.ts'
import type { Reply } from '../web/reply.ts'
import type { HttpRequest } from '../web/request.ts'
import type { OfficeRuntime } from './office-runtime.ts'
import { type Officer, officerOf } from './officer.ts'
import { type Reason, reasons } from './reasons.ts'
import { invalidReply } from './replies.ts'
import { type Role, rolesOf } from './roles.ts'

/** The access to a route of the officers' API: who may call it, and how the audit trail records it. */
export interface OfficersAccess {
  /** The audit trail's name for the call. */
  readonly action: string
  readonly roles: readonly Role[]
  /** Recorded unless the header `X-Reason` names another; `required`: the caller must send the header. */
  readonly reason: Reason | 'required'
}

/** Reads and checks a request, and changes nothing but a count. Returns the call to perform, or the reply that refuses it. */
export type OfficersHandler = (
  request: HttpRequest,
  officer: Officer,
) => PreparedCall | Reply | Promise<PreparedCall | Reply>

/** A call that was read and checked, to be recorded and then performed. */
export interface PreparedCall {
  /** The supporter concerned, for the audit trail. */
  readonly subject?: SupporterId
  /** All of them, where there are many. */
  readonly subjects?: readonly SupporterId[]
  /** The data request concerned, for the audit trail. */
  readonly dataRequest?: RequestId
  readonly perform: () => Reply | Promise<Reply>
}

export type OfficersEndpointDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'newId' | 'audit'>

/**
 * Makes the handler of a function behind the officers' authorizer. Records each call on the audit trail before it
 * performs or refuses it; does nothing if the trail cannot be written.
 * @param routes the routes that API Gateway sends to this function; each needs a handler
 */
export function officersEndpoint<Key extends string>(
  deps: OfficersEndpointDependencies,
  routes: Readonly<Record<Key, OfficersAccess>>,
  handlers: Readonly<Record<NoInfer<Key>, OfficersHandler>>,
) {
  const isServed = (routeKey: string): routeKey is Key => Object.hasOwn(routes, routeKey)
  return endpoint(deps.settings, (request) => {
    const { routeKey } = request
    if (!isServed(routeKey)) throw new Error(`this function does not serve ${routeKey}`)
    return authorizeAndPerform(deps, routes[routeKey], handlers[routeKey], request)
  })
}

async function authorizeAndPerform(
  deps: OfficersEndpointDependencies,
  access: OfficersAccess,
  prepare: OfficersHandler,
  request: HttpRequest,
): Promise<Reply> {
  const officer = officerOf(request, deps.settings().locales)
  const reason = reasonGiven(access, request)
  const record = (
    outcome: OfficerAct['outcome'],
    { subject, subjects, dataRequest }: Omit<PreparedCall, 'perform'> = {},
  ) =>
    deps.audit().append(
      compact({
        eventId: deps.newId(),
        at: deps.clock(),
        officer: officer.id,
        action: access.action,
        outcome,
        subject,
        subjects,
        request: dataRequest,
        reason,
      }),
    )

  if (!rolesOf(request, deps.settings().officers).some((role) => access.roles.includes(role))) {
    await record('forbidden')
    return problem('forbidden', officer)
  }
  const prepared = reason ? await prepare(request, officer) : missingReasonReply(officer)
  if ('statusCode' in prepared) {
    await record(prepared.statusCode === 429 ? 'limited' : 'invalid')
    return prepared
  }
  await record('allowed', prepared)
  return prepared.perform()
}

/**
 * Returns the reason for the call.
 * @returns undefined if the header is required and missing, or names no known reason
 */
function reasonGiven({ reason }: OfficersAccess, { headers }: HttpRequest): Reason | undefined {
  const header = headers['x-reason']
  return header === undefined && reason !== 'required' ? reason : reasons.find((known) => known === header)
}

function missingReasonReply(officer: Officer): Reply {
  return invalidReply(officer, {
    field: 'X-Reason',
    detail: officer.words.invalid.reason(reasons.join(', ')),
  })
}

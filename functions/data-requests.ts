import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import { correctionsIn, withoutDetails } from '../shared/domain/profile.ts'
import { parsePlainDate } from '../shared/domain/requests/calendar.ts'
import {
  act,
  type OfficeCircumstances,
  type RequestCommand,
  receive,
} from '../shared/domain/requests/decide-request.ts'
import type { DataRequest, Received } from '../shared/domain/requests/request.ts'
import { parseRequestId, type RequestId } from '../shared/domain/requests/request-id.ts'
import { channels, grounds, requestActions, requestTypes } from '../shared/domain/requests/transitions.ts'
import { supporterIdOf } from '../shared/domain/supporter-id.ts'
import { detailError } from '../shared/endpoints/details-body.ts'
import { copyRuntime } from '../shared/export/copy-runtime.ts'
import { compact } from '../shared/lib/compact.ts'
import {
  NewAction,
  NewRequest,
  noteLength,
  RequestDetails,
  RequestListing,
  RequestSummary,
  requestFilters,
} from '../shared/office/contract.ts'
import { detailsOf, summaryOf } from '../shared/office/data-request-summary.ts'
import { parseJsonBody } from '../shared/office/json-body.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { invalidReply, refusalReply } from '../shared/office/replies.ts'
import { locales } from '../shared/settings/locale.ts'
import { problem } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'
import { fulfilDataRequest } from '../shared/workflows/fulfil.ts'
import type { Fulfil, FulfilmentInput } from '../shared/workflows/fulfilment.ts'

export type DataRequestsDependencies = OfficeRuntime & { readonly fulfil: Fulfil }

/** The register of data requests: files, lists and shows them, and carries out actions on them. */
export const dataRequestHandlers = (deps: DataRequestsDependencies): OfficersHandlers<'data-requests'> => ({
  'POST /privacy/requests': (request, officer) => fileRequest(deps, request, officer),
  'GET /privacy/requests': (request, officer) => listRequests(deps, request, officer),
  'GET /privacy/requests/{id}': (request, officer) =>
    withId(request, officer, (id) => showRequest(deps, id, officer)),
  'POST /privacy/requests/{id}/actions': (request, officer) =>
    withId(request, officer, (id) => takeAction(deps, request, id, officer)),
})

const dependencies: DataRequestsDependencies = {
  ...officeRuntime,
  fulfil: fulfilDataRequest({ ...copyRuntime, patience: 5000 }),
}

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('data-requests'),
  dataRequestHandlers(dependencies),
)

async function fileRequest(
  deps: DataRequestsDependencies,
  request: HttpRequest,
  officer: Officer,
): Promise<PreparedCall | Reply> {
  const body = parseJsonBody(request, officer, NewRequest, (field) => explain(field, officer))
  if ('statusCode' in body) return body
  const { type, channel, email, name, onBehalf, locale, note } = body.value
  const address = email === undefined ? undefined : parseEmailAddress(email)
  if (!address && (email !== undefined || !name))
    return invalidReply(officer, { field: 'email', detail: officer.words.invalid.emailOrName })
  const receivedOn = parsePlainDate(body.value.receivedOn ?? deps.today())
  if (!receivedOn) return invalidReply(officer, { field: 'receivedOn', detail: officer.words.invalid.date })
  const supporterId = address && supporterIdOf(address, await deps.addressKey())
  const intake = compact({
    requestType: type,
    channel,
    receivedOn,
    contact: compact({ email: address, ...(name && { name }), onBehalf }),
    supporterId,
    locale,
    ...(note && { note }),
  })
  const id = deps.newRequestId()
  const decided = receive(id, intake, circumstancesOf(deps, officer))
  if ('refused' in decided) return refusalReply(decided.refused, officer)
  return compact({ dataRequest: id, subject: supporterId, perform: () => keep(deps, decided) })
}

async function keep(
  deps: DataRequestsDependencies,
  { event, after }: { event: Received; after: DataRequest },
): Promise<Reply> {
  if (!(await deps.requests().file(event, after, deps.today())))
    throw new Error('the id of the new data request is already taken')
  const reply = json(201, RequestSummary, summary(deps, after))
  return { ...reply, headers: { ...reply.headers, location: `/privacy/requests/${after.id}` } }
}

function listRequests(
  deps: DataRequestsDependencies,
  { query }: HttpRequest,
  officer: Officer,
): PreparedCall | Reply {
  const state = requestFilters.find((known) => known === (query.state ?? 'open'))
  if (!state)
    return invalidReply(officer, {
      field: 'state',
      detail: officer.words.invalid.oneOf(requestFilters.join(', ')),
    })
  return {
    async perform() {
      const page = await deps.requests().list(state, query.from)
      if (!page) return invalidReply(officer, { field: 'from', detail: officer.words.invalid.cursor })
      const { requests, next } = page
      return json(200, RequestListing, {
        requests: requests.map((request) => summary(deps, request)),
        ...(next && { next }),
      })
    },
  }
}

function showRequest(deps: DataRequestsDependencies, id: RequestId, officer: Officer): PreparedCall {
  return {
    dataRequest: id,
    async perform() {
      const file = await deps.requests().read(id)
      if (!file) return problem('notFound', officer)
      return json(200, RequestDetails, detailsOf(file, deps.settings().dataRequests, deps.today()))
    },
  }
}

function takeAction(
  deps: DataRequestsDependencies,
  request: HttpRequest,
  id: RequestId,
  officer: Officer,
): PreparedCall | Reply {
  const body = parseJsonBody(
    request,
    officer,
    NewAction,
    (field) => detailError(field, officer.locale) ?? explain(field, officer),
  )
  if ('statusCode' in body) return body
  const { version, on: day, delivery, ...others } = body.value
  const rest = withoutDetails(others)
  const given: FulfilmentInput = compact({ corrections: correctionsIn(others), delivery })
  const on = day === undefined ? undefined : parsePlainDate(day)
  if (day !== undefined && !on)
    return invalidReply(officer, { field: 'on', detail: officer.words.invalid.date })
  const command = compact({ ...rest, on }) as RequestCommand
  return { dataRequest: id, perform: () => carryOut(deps, id, { command, version, given }, officer) }
}

/**
 * Decides on the data request's current state, and writes on condition that it still holds: if two officers act at
 * once, one gets 409.
 */
async function carryOut(
  deps: DataRequestsDependencies,
  id: RequestId,
  {
    command,
    version,
    given,
  }: { command: RequestCommand; version: number | undefined; given: FulfilmentInput },
  officer: Officer,
): Promise<Reply> {
  const request = await deps.requests().load(id)
  if (!request) return problem('notFound', officer)
  if (version !== undefined && version !== request.version) return problem('conflict', officer)
  const now = circumstancesOf(deps, officer)
  const decided = act(request, command, now)
  if ('refused' in decided) return refusalReply(decided.refused, officer)
  if (command.action !== 'fulfil') return append(deps, request, decided, officer)

  const fulfilled = await deps.fulfil(request, now.at, given)
  switch (fulfilled.outcome) {
    case 'underway':
      return json(202, RequestSummary, summary(deps, request))
    case 'blocked':
      return problem('conflict', officer, { detail: officer.words.blocked[fulfilled.why] })
    case 'done': {
      const { result } = fulfilled
      const done = act(request, compact({ ...command, result }), now)
      return 'refused' in done ? refusalReply(done.refused, officer) : append(deps, request, done, officer)
    }
    default:
      return fulfilled satisfies never
  }
}

async function append(
  deps: DataRequestsDependencies,
  before: DataRequest,
  { event, after }: Exclude<ReturnType<typeof act>, { refused: unknown }>,
  officer: Officer,
): Promise<Reply> {
  const written = await deps.requests().append(before, event, after, deps.today())
  return written ? json(200, RequestSummary, summary(deps, after)) : problem('conflict', officer)
}

function withId(
  request: HttpRequest,
  officer: Officer,
  then: (id: RequestId) => PreparedCall | Reply,
): PreparedCall | Reply {
  const id = parseRequestId(request.path.id ?? '')
  return id ? then(id) : problem('notFound', officer)
}

const summary = (deps: DataRequestsDependencies, request: DataRequest) =>
  summaryOf(request, deps.settings().dataRequests, deps.today())

function circumstancesOf(deps: DataRequestsDependencies, { actor }: Officer): OfficeCircumstances {
  return { at: deps.clock(), today: deps.today(), by: actor, calendar: deps.settings().dataRequests }
}

function explain(field: string, { words: { invalid: words } }: Officer): string {
  const choices: Record<string, readonly unknown[]> = {
    type: requestTypes,
    channel: channels,
    action: requestActions,
    ground: grounds,
    months: [1, 2],
    locale: locales,
  }
  const allowed = choices[field]
  if (allowed) return words.oneOf(allowed.join(', '))
  if (field === 'on' || field === 'receivedOn') return words.date
  if (field === 'email') return words.emailOrName
  return field === 'version' ? words.version : words.text(field === 'note' ? noteLength : 200)
}

import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { CommandOf } from '../shared/domain/commands.ts'
import { hasChangedAddress, type Supporter } from '../shared/domain/supporter.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import { readCorrections } from '../shared/endpoints/details-body.ts'
import {
  commitPress,
  formFields,
  type LinkDependencies,
  linkEndpoint,
  loadSupporter,
} from '../shared/endpoints/link-endpoint.ts'
import { addressChangeReply, newAddress } from '../shared/endpoints/start-address-change.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import { ExportFile } from '../shared/export/export-file.ts'
import { tablesOf } from '../shared/export/tables.ts'
import type { MyDataToken } from '../shared/links/token.ts'
import { urls } from '../shared/links/urls.ts'
import { messagesIn } from '../shared/messages/index.ts'
import {
  askToErasePage,
  myDataExpiredPage,
  myDataPage,
  nothingHeldPage,
} from '../shared/pages/my-data-page.ts'
import { addressChangedPage } from '../shared/pages/unsubscribe-page.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import { lookUp, type SupporterHoldings } from '../shared/store/look-up.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { MyDataStatus } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { message, type PageContext } from '../shared/web/layout.ts'
import { type FieldError, problem } from '../shared/web/problem.ts'
import { download, json, type Reply, spreadsheet } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'
import { withUniformTiming } from '../shared/web/uniform-timing.ts'
import { type OwnData, ownDataIn } from '../shared/workflows/my-data.ts'

type MyDataDependencies = LinkDependencies &
  Pick<Runtime, 'addressKey' | 'limit'> & {
    readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  }

/**
 * GET and HEAD /my-data/{token} show the data held, as a page, as a file (`?format=json`) or as a table
 * (`?format=csv`); `?step=erase` shows what an erasure would delete. POST corrects the name, requests an address
 * change, objects, or erases (UK GDPR Art 15 to 17, 20, 21).
 */
const myData = linkEndpoint<'my-data', MyDataDependencies>('my-data', { show, press })

const answer = (request: HttpRequest) => myData(dependencies, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'my-data'>>({ 'GET /my-data/{token}': answer, 'POST /my-data/{token}': answer }),
)

interface Shown {
  readonly notice?: string
  /** The new address, as typed. */
  readonly email?: string
  readonly errors?: readonly FieldError[]
}

async function show(
  deps: MyDataDependencies,
  request: HttpRequest,
  token: MyDataToken,
  shown: Shown = {},
): Promise<Reply> {
  const held = await deps.lookUp(token.supporterId)
  const context = tokenContext(deps.settings(), request, held.profile?.locale)
  const found = dataIn(deps, token, held, context)
  const { format } = request.query
  if (format === 'json' || format === 'csv') return fileReply(request, context, found, format)
  return respond(request, {
    page: () => pageReply(deps, request, context, { token, found, shown }),
    json: () => fileReply(request, context, found, 'json'),
  })
}

function dataIn(
  deps: MyDataDependencies,
  token: MyDataToken,
  held: SupporterHoldings,
  { locale }: PageContext,
): OwnData | 'expired' | 'address-changed' | 'nothing-held' {
  if (deps.clock() >= token.expiresAt) return 'expired'
  if (held.profile?.changedTo && !held.profile.address) return 'address-changed'
  return ownDataIn(deps.settings(), held, locale, deps.clock()) ?? 'nothing-held'
}

type Found = ReturnType<typeof dataIn>

async function pageReply(
  deps: MyDataDependencies,
  request: HttpRequest,
  context: PageContext,
  { token, found, shown }: { readonly token: MyDataToken; readonly found: Found; readonly shown: Shown },
): Promise<Reply> {
  switch (found) {
    case 'expired':
      return myDataExpiredPage(context)
    case 'address-changed':
      return addressChangedPage(context)
    case 'nothing-held':
      return nothingHeldPage(context)
    default:
      if (request.query.step === 'erase' && request.method !== 'POST') return askToErasePage(context)
      return myDataPage(context, { ...found, ...shown, ...(await preferencesIn(deps, token, found)) })
  }
}

const tables = ['record', 'history', 'evidence']

function fileReply(request: HttpRequest, context: PageContext, found: Found, format: 'json' | 'csv'): Reply {
  if (found === 'expired') return problem('expired', context)
  if (typeof found === 'string') return problem('notFound', context)
  const { file, events, timeline } = found
  const name = `my-data-${file.issued.slice(0, 10)}`
  if (format === 'json') {
    const saved = request.query.format === 'json' ? `${name}.json` : undefined
    return download(json(200, ExportFile, file), saved)
  }
  const table = tables.find((known) => known === request.query.table) ?? 'record'
  return download(spreadsheet(tablesOf(file, events, timeline)[`${table}.csv`] ?? ''), `${name}-${table}.csv`)
}

async function preferencesIn(deps: MyDataDependencies, { supporterId }: MyDataToken, { supporter }: OwnData) {
  if (supporter.status !== 'subscribed') return {}
  const token = await deps.links().sign({ purpose: 'preferences', supporterId })
  return { preferencesUrl: urls(deps.settings().site.publicUrl).preferences(token) }
}

async function press(deps: MyDataDependencies, request: HttpRequest, token: MyDataToken): Promise<Reply> {
  const context = tokenContext(deps.settings(), request)
  if (deps.clock() >= token.expiresAt)
    return respond(request, {
      page: () => myDataExpiredPage(context),
      json: () => problem('expired', context),
    })
  if (formFields(request).get('action') === 'address-change')
    return changeAddress(deps, request, token, context)
  const command = commandOf(request, context)
  if (!command)
    return respond(request, {
      page: () => show(deps, request, token),
      json: () => problem('malformed', context),
    })
  if (Array.isArray(command)) return showErrors(deps, request, token, context, { errors: command })
  const loaded = await deps.store().load(token.supporterId)
  if (hasChangedAddress(loaded))
    return respond(request, {
      page: () => addressChangedPage(context),
      json: () => problem('notFound', context),
    })
  return carryOut(deps, request, token, { command, loaded, context })
}

interface Press {
  readonly command: MyDataCommand
  readonly loaded: Supporter
  readonly context: PageContext
}

async function carryOut(
  deps: MyDataDependencies,
  request: HttpRequest,
  token: MyDataToken,
  { command, loaded, context }: Press,
): Promise<Reply> {
  const { outcome, supporter } = await commitPress(deps, request, token, command, { loaded })
  switch (outcome) {
    case 'erasure-begun':
    case 'already-erased':
    case 'not-held':
      return respond(request, {
        page: () => nothingHeldPage(context, messagesIn(context.locale).myData.erase.done),
        json: () => json(200, MyDataStatus, { status: 'erased' }),
      })
    case 'recorded':
      return respond(request, {
        page: () => {
          if (command.type === 'rectify')
            return show(deps, request, token, { notice: messagesIn(context.locale).myData.correct.done })
          const recorded = tokenContext(deps.settings(), request, supporter.locale)
          return message(recorded, messagesIn(recorded.locale).myData.object.done)
        },
        json: () => json(200, MyDataStatus, { status: 'recorded' }),
      })
    case 'restricted':
      throw new Error('a restriction blocked the supporter’s own erasure')
    default:
      return outcome satisfies never
  }
}

/** Shows the page again with its errors. */
function showErrors(
  deps: MyDataDependencies,
  request: HttpRequest,
  token: MyDataToken,
  context: PageContext,
  shown: Shown & { readonly errors: readonly FieldError[] },
): Promise<Reply> {
  return respond(request, {
    page: () => show(deps, request, token, shown),
    json: () => problem('invalid', context, { errors: shown.errors }),
  })
}

/** Takes the same time whatever is known about the new address. */
const replyInUniformTime = withUniformTiming(addressChangeReply)

async function changeAddress(
  deps: MyDataDependencies,
  request: HttpRequest,
  token: MyDataToken,
  context: PageContext,
): Promise<Reply> {
  const email = formFields(request).get('email') ?? ''
  const supporter = await loadSupporter(deps, token.supporterId)
  const recorded = tokenContext(deps.settings(), request, supporter.locale)
  const address = newAddress(recorded, email, supporter.address)
  if (Array.isArray(address)) return showErrors(deps, request, token, context, { email, errors: address })
  return replyInUniformTime(deps, request, token, { context: recorded, address })
}

type MyDataCommand = CommandOf<'rectify' | 'object' | 'erase'>

/**
 * Reads the command of a press.
 * @returns undefined for an unknown one
 */
function commandOf(request: HttpRequest, { locale }: PageContext): MyDataCommand | FieldError[] | undefined {
  const fields = formFields(request)
  switch (fields.get('action')) {
    case 'object':
      return { type: 'object', method: 'my-data' }
    case 'erase':
      return { type: 'erase', method: 'my-data' }
    case 'rectify': {
      const corrections = readCorrections(fields, locale)
      return Array.isArray(corrections) ? corrections : { type: 'rectify', ...corrections }
    }
    default:
      return undefined
  }
}

const dependencies: MyDataDependencies = {
  ...runtime,
  lookUp: (id) => lookUp(runtime.dynamoDb(), runtime.tables(), id),
}

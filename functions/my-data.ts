import type { Command } from '../shared/domain/commands.ts'
import { hasChangedAddress } from '../shared/domain/supporter.ts'
import type { SupporterId } from '../shared/domain/supporter-id.ts'
import {
  type LinkDependencies,
  linkEndpoint,
  pressed,
  pressedFields,
  supporterNow,
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
import { MyDataStatus, SignUp } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { message, type PageContext } from '../shared/web/layout.ts'
import { type FieldError, problem } from '../shared/web/problem.ts'
import { download, json, type Reply, spreadsheet } from '../shared/web/reply.ts'
import { type HttpRequest, prefersPage } from '../shared/web/request.ts'
import { withUniformTiming } from '../shared/web/uniform-timing.ts'
import { type OwnData, ownDataIn } from '../shared/workflows/my-data.ts'

export type MyDataDependencies = LinkDependencies &
  Pick<Runtime, 'addressKey' | 'limit'> & {
    readonly lookUp: (id: SupporterId) => Promise<SupporterHoldings>
  }

/**
 * GET and HEAD /my-data/{token}: what is held, as a page, as a file (`?format=json`) or as a table (`?format=csv`);
 * `?step=erase` says what erasing would do. POST corrects the name, asks for a move to another address, objects, or
 * erases (UK GDPR Art 15 to 17, 20, 21).
 */
export const myData = linkEndpoint<'my-data', MyDataDependencies>('my-data', { show, press })

export const handler = endpoint(runtime.settings, (request) =>
  myData({ ...runtime, lookUp: (id) => lookUp(runtime.dynamoDb(), runtime.tables(), id) }, request),
)

interface Shown {
  readonly notice?: string
  /** What was typed for the new address. */
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
  const format = formatOf(request)
  if (deps.clock() >= token.expiresAt)
    return format === 'page' ? myDataExpiredPage(context) : problem('expired', context)
  if (held.profile?.changedTo && !held.profile.address)
    return format === 'page' ? addressChangedPage(context) : problem('notFound', context)
  const data = ownDataIn(deps.settings(), held, context.locale, deps.clock())
  if (!data) return format === 'page' ? nothingHeldPage(context) : problem('notFound', context)
  if (format !== 'page') return fileOf(request, data, format)
  if (request.query.step === 'erase' && request.method !== 'POST') return askToErasePage(context)
  return myDataPage(context, { ...data, ...shown, ...(await preferencesIn(deps, token, data)) })
}

async function press(deps: MyDataDependencies, request: HttpRequest, token: MyDataToken): Promise<Reply> {
  const context = tokenContext(deps.settings(), request)
  const asPage = prefersPage(request, true)
  if (deps.clock() >= token.expiresAt)
    return asPage ? myDataExpiredPage(context) : problem('expired', context)
  if (pressedFields(request).get('action') === 'address-change') return move(deps, request, token, context)
  const command = commandOf(request, context)
  if (!command) return asPage ? show(deps, request, token) : problem('malformed', context)
  if (Array.isArray(command)) {
    return asPage
      ? show(deps, request, token, { errors: command })
      : problem('invalid', context, { errors: command })
  }
  const loaded = await deps.store().load(token.supporterId)
  if (hasChangedAddress(loaded)) return asPage ? addressChangedPage(context) : problem('notFound', context)
  const { supporter } = await pressed(deps, request, token, command, { loaded })
  if (!asPage) return json(200, MyDataStatus, { status: command.type === 'erase' ? 'erased' : 'recorded' })
  const { correct, erase } = messagesIn(context.locale).myData
  const inTheirs = tokenContext(deps.settings(), request, supporter.locale)
  switch (command.type) {
    case 'object':
      return message(inTheirs, messagesIn(inTheirs.locale).myData.object.done)
    case 'erase':
      return nothingHeldPage(context, erase.done)
    default:
      return show(deps, request, token, { notice: correct.done })
  }
}

/** Its time tells nothing of that other address. */
const askEvenly = withUniformTiming(addressChangeReply)

async function move(
  deps: MyDataDependencies,
  request: HttpRequest,
  token: MyDataToken,
  context: PageContext,
): Promise<Reply> {
  const email = pressedFields(request).get('email') ?? ''
  const supporter = await supporterNow(deps, token.supporterId)
  const inTheirs = tokenContext(deps.settings(), request, supporter.locale)
  const address = newAddress(inTheirs, email, supporter.address)
  if (!Array.isArray(address)) return askEvenly(deps, request, token, { context: inTheirs, address })
  return prefersPage(request, true)
    ? show(deps, request, token, { email, errors: address })
    : problem('invalid', context, { errors: address })
}

type Pressed = Extract<Command, { type: 'rectify' | 'object' | 'erase' }>

/** @returns undefined for a press that says nothing that we know */
function commandOf(request: HttpRequest, { locale }: PageContext): Pressed | FieldError[] | undefined {
  const fields = pressedFields(request)
  switch (fields.get('action')) {
    case 'object':
      return { type: 'object', method: 'my-data' }
    case 'erase':
      return { type: 'erase', method: 'my-data' }
    case 'rectify': {
      const name = SignUp.shape.name.safeParse((fields.get('name') ?? '').trim().toWellFormed())
      if (!name.success) return [{ field: 'name', detail: messagesIn(locale).invalid.name }]
      return { type: 'rectify', ...(name.data && { name: name.data }) }
    }
    default:
      return undefined
  }
}

const tables = ['record', 'history', 'evidence']

function formatOf(request: HttpRequest): 'page' | 'json' | 'csv' {
  const { format } = request.query
  if (format === 'json' || format === 'csv') return format
  return prefersPage(request, true) ? 'page' : 'json'
}

function fileOf(request: HttpRequest, { file, events, timeline }: OwnData, format: 'json' | 'csv'): Reply {
  const name = `my-data-${file.issued.slice(0, 10)}`
  if (format === 'json') {
    const saved = request.query.format === 'json' ? `${name}.json` : undefined
    return download(json(200, ExportFile, file), saved)
  }
  const table = tables.find((one) => one === request.query.table) ?? 'record'
  return download(spreadsheet(tablesOf(file, events, timeline)[`${table}.csv`] ?? ''), `${name}-${table}.csv`)
}

async function preferencesIn(deps: MyDataDependencies, { supporterId }: MyDataToken, { supporter }: OwnData) {
  if (supporter.status !== 'subscribed') return {}
  const token = await deps.links().sign({ purpose: 'preferences', supporterId })
  return { preferencesUrl: urls(deps.settings().site.publicUrl).preferences(token) }
}

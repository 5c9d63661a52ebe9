import type { RouteKeyOf } from '../shared/api/routes.ts'
import { hasChangedAddress, type Supporter } from '../shared/domain/supporter.ts'
import { afterUnsubscribeReply, pressAfterUnsubscribe } from '../shared/endpoints/after-unsubscribe.ts'
import {
  type LinkDependencies,
  linkEndpoint,
  presentRecord,
  pressed,
  pressedFields,
  supporterNow,
} from '../shared/endpoints/link-endpoint.ts'
import { checkPreferences } from '../shared/endpoints/preferences-body.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import type { PreferencesToken } from '../shared/links/token.ts'
import { urls } from '../shared/links/urls.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { preferencesPage, type Subscriber } from '../shared/pages/preferences-page.ts'
import { savedPage } from '../shared/pages/saved-page.ts'
import { addressChangedPage, unsubscribeFromEverything } from '../shared/pages/unsubscribe-page.ts'
import { runtime } from '../shared/runtime.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { PreferencesStatus } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { message, type PageContext } from '../shared/web/layout.ts'
import { type FieldError, problem, problemPage } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, mediaType, parseBody, prefersPage } from '../shared/web/request.ts'

/**
 * GET and HEAD /preferences/{token} show what a subscriber gets, and change nothing. POST saves the whole choice: of two
 * pages open at once the one saved last counts. Leaving, coming back and saying why are pressed here too.
 */
export const preferences = linkEndpoint('preferences', { show, press })

const answer = (request: HttpRequest) => preferences(runtime, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'preferences'>>({
    'GET /preferences/{token}': answer,
    'POST /preferences/{token}': answer,
  }),
)

async function show(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  return standing(deps, request, token, await supporterNow(deps, token.supporterId))
}

async function press(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  const fields = pressedFields(request)
  if (fields.get('action') === 'leave') {
    const command = { type: 'unsubscribe', method: 'preferences' } as const
    const [supporterId, loaded] = await presentRecord(deps, token.supporterId)
    const left = { ...token, supporterId }
    const { supporter } = await pressed(deps, request, left, command, { loaded })
    return standing(deps, request, left, supporter)
  }
  const afterLeaving = await pressAfterUnsubscribe(deps, request, token, fields)
  return afterLeaving ?? save(deps, request, token)
}

async function save(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  const body = parseBody(request)
  const loaded = await supporterNow(deps, token.supporterId)
  const context = contextOf(deps, request, loaded)
  const asPage = wantsPage(request)
  if (typeof body === 'string') return asPage ? problemPage(body, context) : problem(body, context)
  if (loaded.status !== 'subscribed') return standing(deps, request, token, loaded)
  const now = deps.clock()
  const command = checkPreferences(body, context, loaded, now)
  if (Array.isArray(command)) {
    if (!asPage) return problem('invalid', context, { errors: command })
    return pageOf(deps, context, token, loaded, command)
  }
  const { supporter, before } = await pressed(deps, request, token, command, { loaded })
  if (!asPage || supporter.status !== 'subscribed' || before.status !== 'subscribed')
    return standing(deps, request, token, supporter)
  return savedPage({ ...context, locale: supporter.locale ?? context.locale }, before, supporter, now)
}

/** Where somebody stands: what they may choose, or why there is nothing to choose. */
async function standing(
  deps: LinkDependencies,
  request: HttpRequest,
  token: PreferencesToken,
  supporter: Supporter,
): Promise<Reply> {
  const context = contextOf(deps, request, supporter)
  if (!wantsPage(request)) return json(200, PreferencesStatus, statusOf(supporter))
  if (supporter.status === 'subscribed') return pageOf(deps, context, token, supporter)
  if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
  if (supporter.status === 'pending') return message(context, messagesIn(context.locale).preferences.pending)
  return afterUnsubscribeReply(context, request, supporter, deps.clock())
}

async function pageOf(
  deps: LinkDependencies,
  context: PageContext,
  { supporterId }: PreferencesToken,
  supporter: Subscriber,
  errors: readonly FieldError[] = [],
): Promise<Reply> {
  const to = urls(context.settings.site.publicUrl)
  return preferencesPage(context, {
    supporter,
    now: deps.clock(),
    receiptUrl: to.receipt(await deps.links().sign({ purpose: 'receipt', supporterId })),
    myDataUrl: to.askForMyData(context.locale),
    errors,
  })
}

function statusOf(supporter: Supporter) {
  if (supporter.status === 'pending') return { status: 'pending' as const }
  if (supporter.status !== 'subscribed') return { status: 'unsubscribed' as const }
  const { topics, name, locale, pausedUntil, since } = supporter
  return {
    status: 'subscribed' as const,
    topics: [...topics],
    since: new Date(since).toISOString(),
    ...(name !== undefined && { name }),
    ...(locale && { locale }),
    ...(pausedUntil !== undefined && { pausedUntil: new Date(pausedUntil).toISOString() }),
  }
}

const wantsPage = (request: HttpRequest) => prefersPage(request, mediaType(request) !== 'application/json')

function contextOf(deps: LinkDependencies, request: HttpRequest, supporter: Supporter): PageContext {
  return tokenContext(deps.settings(), request, supporter.locale)
}

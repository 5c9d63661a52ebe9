import type { RouteKeyOf } from '../shared/api/routes.ts'
import { detailsIn } from '../shared/domain/profile.ts'
import { hasChangedAddress, type Supporter } from '../shared/domain/supporter.ts'
import { afterUnsubscribeReply, pressAfterUnsubscribe } from '../shared/endpoints/after-unsubscribe.ts'
import {
  commitPress,
  formFields,
  type LinkDependencies,
  linkEndpoint,
  loadPresentRecord,
  loadSupporter,
} from '../shared/endpoints/link-endpoint.ts'
import { validatePreferences } from '../shared/endpoints/preferences-body.ts'
import { tokenContext } from '../shared/endpoints/token-page.ts'
import { compact } from '../shared/lib/compact.ts'
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
import { type FieldError, problem, respondWithProblem } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, mediaType, parseBody } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'

/**
 * GET and HEAD /preferences/{token} show a subscriber's preferences, and change nothing. POST saves them as a whole:
 * of two pages open at once, the one saved last counts. Unsubscribing, undoing that and giving a reason are also
 * presses here.
 */
const preferences = linkEndpoint('preferences', { show, press })

const answer = (request: HttpRequest) => preferences(runtime, request)

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'preferences'>>({
    'GET /preferences/{token}': answer,
    'POST /preferences/{token}': answer,
  }),
)

async function show(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  return showStanding(deps, request, token, await loadSupporter(deps, token.supporterId))
}

async function press(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  const fields = formFields(request)
  if (fields.get('action') === 'leave') return unsubscribe(deps, request, token)
  const after = await pressAfterUnsubscribe(deps, request, token, fields)
  return after ?? save(deps, request, token)
}

async function unsubscribe(
  deps: LinkDependencies,
  request: HttpRequest,
  token: PreferencesToken,
): Promise<Reply> {
  const [supporterId, loaded] = await loadPresentRecord(deps, token.supporterId)
  const present = { ...token, supporterId }
  const command = { type: 'unsubscribe', method: 'preferences' } as const
  const { supporter } = await commitPress(deps, request, present, command, { loaded })
  return showStanding(deps, request, present, supporter)
}

async function save(deps: LinkDependencies, request: HttpRequest, token: PreferencesToken): Promise<Reply> {
  const body = parseBody(request)
  const loaded = await loadSupporter(deps, token.supporterId)
  const context = contextOf(deps, request, loaded)
  const otherwise = fallbackOf(request)
  if (typeof body === 'string') return respondWithProblem(request, body, context, { otherwise })
  if (loaded.status !== 'subscribed') return showStanding(deps, request, token, loaded)
  const now = deps.clock()
  const command = validatePreferences(body, context, loaded, now)
  if (Array.isArray(command)) {
    return respond(request, {
      page: () => pageOf(deps, context, token, loaded, command),
      json: () => problem('invalid', context, { errors: command }),
      otherwise,
    })
  }
  const { supporter, before } = await commitPress(deps, request, token, command, { loaded })
  if (supporter.status !== 'subscribed' || before.status !== 'subscribed')
    return showStanding(deps, request, token, supporter)
  return respond(request, {
    page: () => savedPage({ ...context, locale: supporter.locale ?? context.locale }, before, supporter, now),
    json: () => json(200, PreferencesStatus, statusOf(supporter)),
    otherwise,
  })
}

/** Answers with a subscriber's preferences, or with the reason why there are none to choose. */
async function showStanding(
  deps: LinkDependencies,
  request: HttpRequest,
  token: PreferencesToken,
  supporter: Supporter,
): Promise<Reply> {
  const context = contextOf(deps, request, supporter)
  return respond(request, {
    page: () => {
      if (supporter.status === 'subscribed') return pageOf(deps, context, token, supporter)
      if (hasChangedAddress(supporter)) return addressChangedPage(context, unsubscribeFromEverything(context))
      if (supporter.status === 'pending')
        return message(context, messagesIn(context.locale).preferences.pending)
      return afterUnsubscribeReply(context, request, supporter, deps.clock())
    },
    json: () => json(200, PreferencesStatus, statusOf(supporter)),
    otherwise: fallbackOf(request),
  })
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
  const { topics, locale, pausedUntil, since } = supporter
  return compact({
    status: 'subscribed' as const,
    topics: topics.slice(),
    since: new Date(since).toISOString(),
    ...detailsIn(supporter),
    locale,
    ...(pausedUntil !== undefined && { pausedUntil: new Date(pausedUntil).toISOString() }),
  })
}

const fallbackOf = (request: HttpRequest) => (mediaType(request) === 'application/json' ? 'json' : 'page')

function contextOf(deps: LinkDependencies, request: HttpRequest, supporter: Supporter): PageContext {
  return tokenContext(deps.settings(), request, supporter.locale)
}

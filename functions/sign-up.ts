import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { CommandOf } from '../shared/domain/commands.ts'
import { parseSourcePage, type SourcePage } from '../shared/domain/source-page.ts'
import { type PendingSignUp, pendingSignUp } from '../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { currentNotice, shownWording } from '../shared/domain/wording.ts'
import { evidenceOf } from '../shared/endpoints/evidence.ts'
import { asksFor, originsOf, withSameBrowserCookie } from '../shared/endpoints/same-browser.ts'
import {
  type CheckedSignUp,
  checkSignUp,
  type RawSignUp,
  rawSignUp,
  typedValues,
} from '../shared/endpoints/sign-up-body.ts'
import { urls } from '../shared/links/urls.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { circumstancesNow, type Runtime, runtime } from '../shared/runtime.ts'
import type { FormSettings } from '../shared/settings/settings.ts'
import { commit } from '../shared/store/commit.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { Accepted } from '../shared/web/contract.ts'
import { endpoint, report } from '../shared/web/endpoint.ts'
import type { PageContext } from '../shared/web/layout.ts'
import {
  type ProblemDetails,
  type ProblemKind,
  problem,
  problemPage,
  retry,
  statusOf,
} from '../shared/web/problem.ts'
import { json, type Reply, seeOther } from '../shared/web/reply.ts'
import { type Body, chooseLocale, type HttpRequest, parseBody, prefersPage } from '../shared/web/request.ts'
import { withUniformTiming } from '../shared/web/uniform-timing.ts'

type SignUpCommand = CommandOf<'sign-up' | 'soft-opt-in'>

export type SignUpDependencies = Pick<
  Runtime,
  'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'addressKey' | 'limit'
>

/**
 * POST /signups. The answer is the same, in bytes, in time and in the work behind it, whatever we know about the
 * address: it asks for consent by mail (double opt-in) or says by mail what there is to say.
 */
export async function signUp(deps: SignUpDependencies, request: HttpRequest): Promise<Reply> {
  const body = parseBody(request)
  if (typeof body === 'string') return refuseUnread(deps, request, body)
  const raw = rawSignUp(body)
  if (!raw) return refuseUnread(deps, request, 'malformed')

  const context = contextOf(deps, request, raw)
  const refuse = (kind: ProblemKind, details?: ProblemDetails) =>
    refusal(kind, { request, body, raw, context, details })
  const checked = checkSignUp(raw, context.settings, context.locale)
  if (Array.isArray(checked)) return refuse('invalid', { errors: checked })
  if (body.kind === 'json' && !mayPost(request, checked.form, context)) return refuse('origin')
  try {
    const id = supporterIdOf(checked.address, await deps.addressKey())
    const asked =
      checked.trapped || checked.refused ? {} : await ask(deps, request, { id, ...checked }, context)
    if (asked.retryAfter) return refuse('tooMany', { retryAfter: asked.retryAfter })
    return await withSameBrowserCookie(
      deps,
      request,
      { id, form: checked.form, ...asked },
      accept(request, body, checked, context),
    )
  } catch (error) {
    report(error)
    return refuse('unavailable', { retryAfter: 5 })
  }
}

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'sign-up'>>({
    'POST /signups': withUniformTiming((request) => signUp(runtime, request)),
  }),
)

interface SignUpForm {
  /** Seconds to wait, if the network is over its limit. */
  readonly retryAfter?: number
  /** What waits for confirmation now, if it is what this form asked for. */
  readonly waiting?: PendingSignUp
}

/** Two round trips: count and read, in parallel; then write. */
async function ask(
  deps: SignUpDependencies,
  request: HttpRequest,
  { id, ...checked }: CheckedSignUp & { readonly id: SupporterId },
  context: PageContext,
): Promise<SignUpForm> {
  const [retryAfter, supporter] = await Promise.all([
    deps.limit().hit(request.ip, deps.clock()),
    deps.store().load(id),
  ])
  if (retryAfter > 0) return { retryAfter }
  const page = checked.page === undefined ? undefined : parseSourcePage(checked.page)
  const evidence = evidenceOf(request, deps.newSalt(), {
    ...(page && { page: page.url }),
    fields: checked.submitted,
  })
  const command = commandOf(checked, context, placeOf(page, checked.form, context))
  const committed = await commit(deps.store(), id, command, circumstancesNow(deps, evidence), supporter)
  const waiting = pendingSignUp(committed.supporter)
  return waiting && asksFor(waiting, command) ? { waiting } : {}
}

/**
 * Where the form was filled in, for the ledger, which forgets nothing: only on websites that the settings name. A
 * page of anybody else's could be named after somebody.
 */
function placeOf(
  page: SourcePage | undefined,
  form: FormSettings,
  { settings }: PageContext,
): string | undefined {
  return page && originsOf(form, settings).includes(new URL(page.url).origin) ? page.place : undefined
}

function commandOf(
  checked: CheckedSignUp,
  { settings, locale }: PageContext,
  place: string | undefined,
): SignUpCommand {
  const { formId, form, address, name, topics } = checked
  const { text: _, ...wording } = shownWording(settings, formId, locale, checked.wordingVersion)
  const { text: __, ...notice } = currentNotice(settings, locale)
  const asked = {
    form: formId,
    channel: 'web',
    topics,
    wording,
    notice,
    locale,
    ...(place && { place }),
  } as const
  const profile = { address, ...(name !== undefined && { name }) }
  if (!form.softOptIn) return { type: 'sign-up', profile, consent: { ...asked, lawfulBasis: 'consent' } }
  const softOptIn = { interestEvidence: form.softOptIn.interest, optOutOfferedAtCollection: true } as const
  return {
    type: 'soft-opt-in',
    profile,
    softOptIn,
    consent: { ...asked, lawfulBasis: 'charity_soft_opt_in' },
  }
}

function accept(
  request: HttpRequest,
  body: Body,
  { formId, form }: CheckedSignUp,
  { settings, locale }: PageContext,
): Reply {
  if (!wantsPage(request, body)) return json(202, Accepted, { status: 'accepted' })
  return seeOther(form.thankYouUrl ?? urls(settings.site.publicUrl).thanks(formId, locale))
}

interface RefusedSignUp {
  readonly request: HttpRequest
  readonly body: Body
  readonly raw: RawSignUp
  readonly context: PageContext
  readonly details?: ProblemDetails | undefined
}

/** A problem, or the form again with what was typed and what to mend. */
function refusal(kind: ProblemKind, { request, body, raw, context, details = {} }: RefusedSignUp): Reply {
  if (!wantsPage(request, body)) return problem(kind, context, details)
  const id = String(raw.form)
  const form = formOf(context, raw)
  if (!form) return problemPage('notFound', context)
  return formPage(context, {
    id,
    form,
    values: typedValues(raw),
    status: statusOf(kind),
    headers: retry(details),
    ...(details.errors ? { errors: details.errors } : { notice: messagesIn(context.locale).problem[kind] }),
  })
}

function refuseUnread(deps: SignUpDependencies, request: HttpRequest, kind: ProblemKind): Reply {
  const context = contextOf(deps, request, {})
  return prefersPage(request, false) ? problemPage(kind, context) : problem(kind, context)
}

/** A script posts JSON from an origin that the form lists, or from our own pages; a plain form needs no such leave. */
function mayPost(
  { headers: { origin } }: HttpRequest,
  form: FormSettings,
  { settings }: PageContext,
): boolean {
  return origin === undefined || origin === settings.site.publicUrl || form.origins.includes(origin)
}

const wantsPage = (request: HttpRequest, body: Body) => prefersPage(request, body.kind === 'form')

/** The language of the form that was sent, for it is the wording in that language that was agreed to: not the browser's. */
function contextOf(deps: SignUpDependencies, request: HttpRequest, raw: RawSignUp): PageContext {
  const settings = deps.settings()
  const chosen = typeof raw.locale === 'string' ? raw.locale : undefined
  const shown = [chosen, formOf({ settings }, raw)?.locale, settings.locales[0]]
  return { settings, locale: chooseLocale(request, settings.locales, ...shown) }
}

function formOf({ settings }: Pick<PageContext, 'settings'>, { form }: RawSignUp): FormSettings | undefined {
  return typeof form === 'string' && Object.hasOwn(settings.forms, form) ? settings.forms[form] : undefined
}

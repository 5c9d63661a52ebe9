import type { RouteKeyOf } from '../shared/api/routes.ts'
import type { CommandOf } from '../shared/domain/commands.ts'
import { parseSourcePage, type SourcePage } from '../shared/domain/source-page.ts'
import { type PendingSignUp, pendingSignUp } from '../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { currentNotice, shownWording } from '../shared/domain/wording.ts'
import { evidenceOf } from '../shared/endpoints/evidence.ts'
import { matchesCommand, originsOf, withSameBrowserCookie } from '../shared/endpoints/same-browser.ts'
import {
  readFields,
  type SentFields,
  type ValidSignUp,
  validateSignUp,
  valuesToShowAgain,
} from '../shared/endpoints/sign-up-body.ts'
import { compact } from '../shared/lib/compact.ts'
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
  respondWithProblem,
  statusOf,
  withRetryAfter,
} from '../shared/web/problem.ts'
import { json, type Reply, seeOther } from '../shared/web/reply.ts'
import { type Body, chooseLocale, type HttpRequest, parseBody } from '../shared/web/request.ts'
import { fallbackFor, respond } from '../shared/web/respond.ts'
import { withUniformTiming } from '../shared/web/uniform-timing.ts'

type SignUpCommand = CommandOf<'sign-up' | 'soft-opt-in'>

type SignUpDependencies = Pick<
  Runtime,
  'settings' | 'clock' | 'newId' | 'newSalt' | 'store' | 'addressKey' | 'limit'
>

/**
 * POST /signups: records a sign-up, and asks by mail for its confirmation (double opt-in). The answer is the same, in
 * bytes, in time and in the work behind it, whatever is known about the address: anything about that goes to the
 * address by mail.
 */
export async function signUp(deps: SignUpDependencies, request: HttpRequest): Promise<Reply> {
  const body = parseBody(request)
  if (typeof body === 'string') return refuseUnread(deps, request, body)
  const sent = readFields(body)
  if (!sent) return refuseUnread(deps, request, 'malformed')

  const context = contextOf(deps, request, sent)
  const refuse = (kind: ProblemKind, details?: ProblemDetails) =>
    refusal(kind, { request, body, sent, context, details })
  const checked = validateSignUp(sent, context.settings, context.locale)
  if (Array.isArray(checked)) return refuse('invalid', { errors: checked })
  if (!mayPost(request, checked.form, context)) return refuse('origin')
  try {
    const id = supporterIdOf(checked.address, await deps.addressKey())
    const ignored = checked.trapped || checked.refused
    const recorded = ignored ? {} : await record(deps, request, { id, ...checked }, context)
    if (recorded.retryAfter) return await refuse('tooMany', { retryAfter: recorded.retryAfter })
    const reply = await accept(request, body, checked, context)
    return await withSameBrowserCookie(deps, request, { id, form: checked.form, ...recorded }, reply)
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

interface Recorded {
  /** Seconds to wait, if the network is over its limit. */
  readonly retryAfter?: number
  /** The pending sign-up, if it is the one that this form requested. */
  readonly waiting?: PendingSignUp
}

/** Records a sign-up in two round trips: counts and reads, in parallel; then writes. */
async function record(
  deps: SignUpDependencies,
  request: HttpRequest,
  { id, ...checked }: ValidSignUp & { readonly id: SupporterId },
  context: PageContext,
): Promise<Recorded> {
  const [retryAfter, supporter] = await Promise.all([
    deps.limit().hit(request.ip, deps.clock()),
    deps.store().load(id),
  ])
  if (retryAfter > 0) return { retryAfter }
  const page = checked.page === undefined ? undefined : parseSourcePage(checked.page)
  const evidence = evidenceOf(
    request,
    deps.newSalt(),
    compact({ page: page?.url, fields: checked.submitted }),
  )
  const command = commandOf(checked, context, placeForLedger(page, checked.form, context))
  const committed = await commit(deps.store(), id, command, circumstancesNow(deps, evidence), supporter)
  const waiting = pendingSignUp(committed.supporter)
  return waiting && matchesCommand(waiting, command) ? { waiting } : {}
}

/**
 * Returns the page on which the form was filled in, for the ledger, where nothing can be deleted: only on websites
 * that the settings name, since the address of any other page could hold a person's name.
 */
function placeForLedger(
  page: SourcePage | undefined,
  form: FormSettings,
  { settings }: PageContext,
): string | undefined {
  return page && originsOf(form, settings).includes(new URL(page.url).origin) ? page.place : undefined
}

function commandOf(
  checked: ValidSignUp,
  { settings, locale }: PageContext,
  place: string | undefined,
): SignUpCommand {
  const { formId, form, address, details, topics } = checked
  const { text: _, ...wording } = shownWording(settings, formId, locale, checked.wordingVersion)
  const { text: __, ...notice } = currentNotice(settings, locale)
  const shownConsent = {
    form: formId,
    channel: 'web',
    topics,
    wording,
    notice,
    locale,
    ...(place && { place }),
  } as const
  const profile = { address, ...details }
  if (!form.softOptIn)
    return { type: 'sign-up', profile, consent: { ...shownConsent, lawfulBasis: 'consent' } }
  const softOptIn = { interestEvidence: form.softOptIn.interest, optOutOfferedAtCollection: true } as const
  return {
    type: 'soft-opt-in',
    profile,
    softOptIn,
    consent: { ...shownConsent, lawfulBasis: 'charity_soft_opt_in' },
  }
}

function accept(
  request: HttpRequest,
  body: Body,
  { formId, form }: ValidSignUp,
  { settings, locale }: PageContext,
): Promise<Reply> {
  return respond(request, {
    page: () => seeOther(form.thankYouUrl ?? urls(settings.site.publicUrl).thanks(formId, locale)),
    json: () => json(202, Accepted, { status: 'accepted' }),
    otherwise: fallbackFor(body),
  })
}

interface RefusedSignUp {
  readonly request: HttpRequest
  readonly body: Body
  readonly sent: SentFields
  readonly context: PageContext
  readonly details?: ProblemDetails | undefined
}

/** Answers with a problem, or with the form again, as filled in and with its errors. */
function refusal(kind: ProblemKind, refused: RefusedSignUp): Promise<Reply> {
  const { request, body, context, details = {} } = refused
  return respond(request, {
    page: () => withRetryAfter(formAgain(kind, refused), details),
    json: () => problem(kind, context, details),
    otherwise: fallbackFor(body),
  })
}

function formAgain(kind: ProblemKind, { sent, context, details = {} }: RefusedSignUp): Reply {
  const id = String(sent.form)
  const form = formOf(context, sent)
  if (!form) return problemPage('notFound', context)
  return formPage(context, {
    id,
    form,
    values: valuesToShowAgain(sent),
    status: statusOf(kind),
    ...(details.errors ? { errors: details.errors } : { notice: messagesIn(context.locale).problem[kind] }),
  })
}

function refuseUnread(deps: SignUpDependencies, request: HttpRequest, kind: ProblemKind): Promise<Reply> {
  return respondWithProblem(request, kind, contextOf(deps, request, {}), { otherwise: 'json' })
}

/**
 * Checks whether a script or a plain form may post: from a website that the form lists, from our own pages, or from a
 * client that sends no origin, such as a program. A page that hides its origin (`Referrer-Policy: no-referrer`, as our
 * own pages do) sends `null`, and may post within its own site.
 */
function mayPost({ headers }: HttpRequest, form: FormSettings, { settings }: PageContext): boolean {
  const { origin } = headers
  if (origin === 'null') return ['same-origin', 'same-site'].includes(headers['sec-fetch-site'] ?? '')
  return origin === undefined || origin === settings.site.publicUrl || form.origins.includes(origin)
}

/** Chooses the language of the form that was sent, not the browser's: the consent is to the wording in that language. */
function contextOf(deps: SignUpDependencies, request: HttpRequest, sent: SentFields): PageContext {
  const settings = deps.settings()
  const chosen = typeof sent.locale === 'string' ? sent.locale : undefined
  const shown = [chosen, formOf({ settings }, sent)?.locale, settings.locales[0]]
  return { settings, locale: chooseLocale(request, settings.locales, ...shown) }
}

function formOf({ settings }: Pick<PageContext, 'settings'>, { form }: SentFields): FormSettings | undefined {
  return typeof form === 'string' && Object.hasOwn(settings.forms, form) ? settings.forms[form] : undefined
}

import type { RouteKeyOf } from '../shared/api/routes.ts'
import { parseSourcePage, type SourcePage } from '../shared/domain/source-page.ts'
import { type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { currentNotice, shownWording } from '../shared/domain/wording.ts'
import { evidenceOf } from '../shared/endpoints/evidence.ts'
import { originsOf, withSameBrowserCookie } from '../shared/endpoints/same-browser.ts'
import {
  readFields,
  type SentFields,
  type ValidSignUp,
  validateSignUp,
  valuesToShowAgain,
} from '../shared/endpoints/sign-up-body.ts'
import { compact } from '../shared/lib/compact.ts'
import { queueNamed } from '../shared/lib/queues.ts'
import { urls } from '../shared/links/urls.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { type Runtime, runtime } from '../shared/runtime.ts'
import type { FormSettings } from '../shared/settings/settings.ts'
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
import { type QueuedSignUp, queuedSignUp, type SignUpCommand } from '../shared/workflows/queued-sign-up.ts'

export type SignUpDependencies = Pick<
  Runtime,
  'settings' | 'clock' | 'newFormId' | 'newSalt' | 'addressKey' | 'limit'
> & {
  readonly put: (signUp: QueuedSignUp) => Promise<void>
}

/**
 * POST /signups: accepts a sign-up and queues it. Reads no record, so that neither the answer nor its timing reveals
 * whether there is one: `record-sign-up` decides, and anything about the address goes there by mail (double opt-in).
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
    const nonce = deps.newFormId(deps.clock())
    const ignored = checked.trapped || checked.refused
    const retryAfter = ignored ? 0 : await queue(deps, request, { id, nonce, ...checked }, context)
    if (retryAfter > 0) return await refuse('tooMany', { retryAfter })
    const reply = await accept(request, body, checked, context)
    return await withSameBrowserCookie(deps, request, { id, form: checked.form, nonce }, reply)
  } catch (error) {
    report(error)
    return refuse('unavailable', { retryAfter: 5 })
  }
}

export const handler = endpoint(
  runtime.settings,
  byRoute<RouteKeyOf<'sign-up'>>({
    'POST /signups': (request) => signUp(dependencies, request),
  }),
)

/**
 * Counts the network and queues the sign-up, in parallel: one round trip. A sign-up over the limit is queued too, and
 * the counter tells `record-sign-up` to drop it.
 * @returns the seconds to wait; 0 within the limit
 */
async function queue(
  deps: SignUpDependencies,
  request: HttpRequest,
  { id: supporterId, nonce, ...checked }: ValidSignUp & { readonly id: SupporterId; readonly nonce: string },
  context: PageContext,
): Promise<number> {
  const page = checked.page === undefined ? undefined : parseSourcePage(checked.page)
  const evidence = evidenceOf(
    request,
    deps.newSalt(),
    compact({ page: page?.url, fields: checked.submitted }),
  )
  const command = commandOf(checked, context, placeForLedger(page, checked.form, context))
  const [limit, now] = [deps.limit(), deps.clock()]
  const counter = await limit.counterOf(request.ip, now)
  const message = queuedSignUp(command, { id: nonce, supporterId, counter, evidence })
  const [retryAfter] = await Promise.all([limit.hit(request.ip, now, nonce), deps.put(message)])
  return retryAfter
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

const dependencies: SignUpDependencies = { ...runtime, put: queueNamed('signUpQueue') }

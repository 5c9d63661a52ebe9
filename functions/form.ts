import type { RouteKeyOf } from '../shared/api/routes.ts'
import { describeForm } from '../shared/endpoints/form-description.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { FormDescription } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { respondWithProblem } from '../shared/web/problem.ts'
import { cacheable, json, type Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'

/** Shows the hosted sign-up page, or describes the form to a website's script that requests JSON. */
async function showForm(settings: Settings, request: HttpRequest): Promise<Reply> {
  const { id, form, context } = formFor(settings, request)
  if (!form) return respondWithProblem(request, 'notFound', context)
  return respond(request, {
    page: () => formPage(context, { id, form }),
    json: () => cacheable(json(200, FormDescription, describeForm(context, id, form))),
  })
}

/** Shows the page that follows a sign-up. */
async function showThanks(settings: Settings, request: HttpRequest): Promise<Reply> {
  const { form, context } = formFor(settings, request)
  return form ? thanksPage(context, form) : respondWithProblem(request, 'notFound', context)
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  byRoute<RouteKeyOf<'form'>>({
    'GET /forms/{form}': (request) => showForm(settings, request),
    'GET /forms/{form}/thanks': (request) => showThanks(settings, request),
  }),
)

function formFor(settings: Settings, request: HttpRequest) {
  const id = request.path.form ?? ''
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  const locale = chooseLocale(request, settings.locales, request.query.locale, form?.locale)
  return { id, form, context: { settings, locale } }
}

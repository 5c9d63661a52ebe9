import { describeForm } from '../shared/endpoints/form-description.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { FormDescription } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { respondWithProblem } from '../shared/web/problem.ts'
import { cacheable, json, type Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest } from '../shared/web/request.ts'
import { respond } from '../shared/web/respond.ts'

/**
 * GET /forms/{form}: shows the hosted sign-up page or, to a website's script that asks for JSON, describes the form so
 * that the script can draw it. GET /forms/{form}/thanks: says what comes next.
 */
async function showForm(settings: Settings, request: HttpRequest): Promise<Reply> {
  const id = request.path.form ?? ''
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  const locale = chooseLocale(request, settings.locales, request.query.locale, form?.locale)
  const context = { settings, locale }
  if (!form) return respondWithProblem(request, 'notFound', context)
  if (request.routeKey.endsWith('/thanks')) return thanksPage(context, form)
  return respond(request, {
    page: () => formPage(context, { id, form }),
    json: () => cacheable(json(200, FormDescription, describeForm(context, id, form))),
  })
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => showForm(settings, request),
)

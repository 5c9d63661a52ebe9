import { describeForm } from '../shared/endpoints/form-description.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { FormDescription } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { problem, problemPage } from '../shared/web/problem.ts'
import { cacheable, json, type Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest, prefersPage } from '../shared/web/request.ts'

/**
 * GET /forms/{form}: the hosted sign-up page, or, for a website's script that asks for JSON, all that it takes to draw
 * the form. GET /forms/{form}/thanks: what comes next.
 */
export function showForm(settings: Settings, request: HttpRequest): Reply {
  const id = request.path.form ?? ''
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  const locale = chooseLocale(request, settings.locales, request.query.locale, form?.locale)
  const context = { settings, locale }
  const asPage = prefersPage(request, true)
  if (!form) return asPage ? problemPage('notFound', context) : problem('notFound', context)
  if (request.routeKey.endsWith('/thanks')) return thanksPage(context, form)
  return asPage
    ? formPage(context, { id, form })
    : cacheable(json(200, FormDescription, describeForm(context, id, form)))
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => showForm(settings, request),
)

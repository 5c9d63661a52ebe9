import { readSettings } from '../shared/config.ts'
import { FormDescription } from '../shared/http/contract.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { describeForm } from '../shared/http/form-description.ts'
import { problem, problemPage } from '../shared/http/problem.ts'
import { cacheable, json, type Reply } from '../shared/http/reply.ts'
import { chooseLocale, prefersPage, type Request } from '../shared/http/request.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import type { Settings } from '../shared/settings.ts'

/**
 * GET /forms/{form}: the hosted sign-up page, or, for a website's script that asks for JSON, all that it takes to draw
 * the form. GET /forms/{form}/thanks: what comes next.
 */
export function showForm(settings: Settings, request: Request): Reply {
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

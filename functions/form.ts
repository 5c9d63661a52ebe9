import { readSettings } from '../shared/config.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { problem, problemPage } from '../shared/http/problem.ts'
import type { Reply } from '../shared/http/reply.ts'
import { chooseLocale, prefersPage, type Request } from '../shared/http/request.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import type { Settings } from '../shared/settings.ts'

/** GET /forms/{form}: the hosted sign-up page. GET /forms/{form}/thanks: what comes next. */
export function showForm(settings: Settings, request: Request): Reply {
  const id = request.path.form ?? ''
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  const locale = chooseLocale(request, settings.locales, request.query.locale, form?.locale)
  const context = { settings, locale }
  if (!form)
    return prefersPage(request, true) ? problemPage('notFound', context) : problem('notFound', context)
  return request.routeKey.endsWith('/thanks') ? thanksPage(context) : formPage(context, { id, form })
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => showForm(settings, request),
)

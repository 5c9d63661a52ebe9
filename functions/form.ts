import type { RouteKeyOf } from '../shared/api/routes.ts'
import { describeForm } from '../shared/endpoints/form-description.ts'
import { formPage } from '../shared/pages/form-page.ts'
import { thanksPage } from '../shared/pages/thanks-page.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { FormDescription } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import type { PageContext } from '../shared/web/layout.ts'
import { problem, problemPage } from '../shared/web/problem.ts'
import { cacheable, json, type Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest, prefersPage } from '../shared/web/request.ts'

/** Shows the hosted sign-up page, or describes the form to a website's script that asks for JSON. */
export function showForm(settings: Settings, request: HttpRequest): Reply {
  const { id, form, context } = formFor(settings, request)
  if (!form) return unknownForm(context, request)
  return prefersPage(request, true)
    ? formPage(context, { id, form })
    : cacheable(json(200, FormDescription, describeForm(context, id, form)))
}

/** Shows the page that follows a sign-up. */
export function showThanks(settings: Settings, request: HttpRequest): Reply {
  const { form, context } = formFor(settings, request)
  return form ? thanksPage(context, form) : unknownForm(context, request)
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

function unknownForm(context: PageContext, request: HttpRequest): Reply {
  return prefersPage(request, true) ? problemPage('notFound', context) : problem('notFound', context)
}

import { readSettings } from '../shared/config.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { problem, problemPage } from '../shared/http/problem.ts'
import type { Reply } from '../shared/http/reply.ts'
import { chooseLocale, prefersPage, type Request } from '../shared/http/request.ts'
import type { Settings } from '../shared/settings.ts'

/** Answers every path that is not ours, calmly. */
export function notFound(settings: Settings, request: Request): Reply {
  const context = { settings, locale: chooseLocale(request, settings.locales, request.query.locale) }
  return prefersPage(request, false) ? problemPage('notFound', context) : problem('notFound', context)
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => notFound(settings, request),
)

import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { problem, problemPage } from '../shared/web/problem.ts'
import type { Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest, prefersPage } from '../shared/web/request.ts'

/**
 * Answers every path that is not ours, calmly. A browser's preflight must get a success, whoever is asked: API
 * Gateway adds the headers that say which origins may go on.
 */
export function notFound(settings: Settings, request: HttpRequest): Reply {
  if (request.method === 'OPTIONS') return { statusCode: 204, headers: {}, body: '' }
  const context = { settings, locale: chooseLocale(request, settings.locales, request.query.locale) }
  return prefersPage(request, false) ? problemPage('notFound', context) : problem('notFound', context)
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => notFound(settings, request),
)

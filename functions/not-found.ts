import { readSettings } from '../shared/config.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { problem, problemPage } from '../shared/http/problem.ts'
import type { Reply } from '../shared/http/reply.ts'
import { chooseLocale, prefersPage, type Request } from '../shared/http/request.ts'
import type { Settings } from '../shared/settings.ts'

/**
 * Answers every path that is not ours, calmly. A browser's preflight must get a success, whoever is asked: API
 * Gateway adds the headers that say which origins may go on.
 */
export function notFound(settings: Settings, request: Request): Reply {
  if (request.method === 'OPTIONS') return { statusCode: 204, headers: {}, body: '' }
  const context = { settings, locale: chooseLocale(request, settings.locales, request.query.locale) }
  return prefersPage(request, false) ? problemPage('notFound', context) : problem('notFound', context)
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => notFound(settings, request),
)

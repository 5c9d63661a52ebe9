import { readSettings } from '../shared/settings/deployed-files.ts'
import type { Settings } from '../shared/settings/settings.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { respondWithProblem } from '../shared/web/problem.ts'
import type { Reply } from '../shared/web/reply.ts'
import { chooseLocale, type HttpRequest } from '../shared/web/request.ts'

/**
 * Answers every unknown path with a calm 404. A browser's preflight must succeed on any path: API Gateway adds the
 * headers that name the origins which may continue.
 */
async function notFound(settings: Settings, request: HttpRequest): Promise<Reply> {
  if (request.method === 'OPTIONS') return { statusCode: 204, headers: {}, body: '' }
  const context = { settings, locale: chooseLocale(request, settings.locales, request.query.locale) }
  return respondWithProblem(request, 'notFound', context, { otherwise: 'json' })
}

const settings = readSettings()

export const handler = endpoint(
  () => settings,
  (request) => notFound(settings, request),
)

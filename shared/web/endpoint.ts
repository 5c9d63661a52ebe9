import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { errorFields, log } from '../lib/log.ts'
import type { Settings } from '../settings/settings.ts'
import { Busy } from '../store/commit.ts'
import { respondWithProblem } from './problem.ts'
import type { Reply } from './reply.ts'
import { chooseLocale, type HttpRequest, toRequest } from './request.ts'

/**
 * Makes the Lambda handler of a function behind API Gateway. An exception becomes a 503 with `Retry-After`, as a page
 * or as a problem, and a log line without the error's message.
 */
export function endpoint(settings: () => Settings, handle: (request: HttpRequest) => Promise<Reply> | Reply) {
  return async (event: APIGatewayProxyEventV2): Promise<Reply> => {
    const request = toRequest(event)
    try {
      return finish(request, await handle(request))
    } catch (error) {
      report(error)
      return finish(request, await unavailable(settings(), request))
    }
  }
}

function finish({ method }: HttpRequest, reply: Reply): Reply {
  const headers = { ...ownSite, ...reply.headers, ...securityHeaders }
  return { ...reply, headers, ...(method === 'HEAD' && { body: '' }) }
}

/** What only an answer for other websites overrides, such as `embed.js`. CORS is checked apart from it: by API Gateway. */
const ownSite = { 'cross-origin-resource-policy': 'same-origin' }

const securityHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}

function unavailable(settings: Settings, request: HttpRequest): Promise<Reply> {
  const locale = chooseLocale(request, settings.locales, request.query.locale)
  return respondWithProblem(
    request,
    'unavailable',
    { settings, locale },
    { retryAfter: 5, otherwise: 'json' },
  )
}

/** Logs an error without personal data. */
export function report(error: unknown): void {
  const dependency = error instanceof Busy || (error instanceof Error && '$metadata' in error)
  log('error', dependency ? 'dependencyFailed' : 'requestFailed', errorFields(error))
}

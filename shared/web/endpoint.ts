import middy from '@middy/core'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { errorFields, log } from '../lib/log.ts'
import type { Settings } from '../settings/settings.ts'
import { Busy } from '../store/commit.ts'
import { problem, problemPage } from './problem.ts'
import type { Reply } from './reply.ts'
import { chooseLocale, type HttpRequest, prefersPage, toRequest } from './request.ts'

/**
 * A function behind API Gateway: a request in, an answer out. What nobody handled becomes a 503 that says to try
 * again (our fault, not the caller's), as a page or as a problem, and a log line without the error's message.
 */
export function endpoint(settings: () => Settings, handle: (request: HttpRequest) => Promise<Reply> | Reply) {
  return middy<APIGatewayProxyEventV2, Reply>()
    .use({
      after: ({ event, response }) => finish(event, response),
      onError: (failed) => {
        report(failed.error)
        failed.response = finish(failed.event, unavailable(settings(), toRequest(failed.event)))
      },
    })
    .handler(async (event) => handle(toRequest(event)))
}

function finish(event: APIGatewayProxyEventV2, reply: Reply | null | undefined): Reply {
  if (!reply) throw new Error('a handler must answer')
  Object.assign(reply.headers, securityHeaders)
  return event.requestContext.http.method === 'HEAD' ? Object.assign(reply, { body: '' }) : reply
}

const securityHeaders = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}

function unavailable(settings: Settings, request: HttpRequest): Reply {
  const locale = chooseLocale(request, settings.locales, request.query.locale)
  const details = { retryAfter: 5 }
  return prefersPage(request, false)
    ? problemPage('unavailable', { settings, locale }, details)
    : problem('unavailable', { locale }, details)
}

/** Logs what failed without saying whom it concerned. */
export function report(error: unknown): void {
  const dependency = error instanceof Busy || (error instanceof Error && '$metadata' in error)
  log('error', dependency ? 'dependencyFailed' : 'requestFailed', errorFields(error))
}

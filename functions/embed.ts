import type { RouteKeyOf } from '../shared/api/routes.ts'
import { embedFile, readBeside, readSettings } from '../shared/settings/deployed-files.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { withEtag } from '../shared/web/etag.ts'
import type { Reply } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'

/**
 * GET /embed.js: serves the script that turns `<supporter-signup form="…">` on any website into the form. Caches keep
 * it for an hour, so that a fix reaches every website on the same day.
 */
function embedScript(script: string, request: HttpRequest): Reply {
  return withEtag(request, {
    statusCode: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      // Any page may run the script. API Gateway limits the origins that may read our other responses.
      'cross-origin-resource-policy': 'cross-origin',
    },
    body: script,
  })
}

const script = readBeside(embedFile)

export const handler = endpoint(
  readSettings,
  byRoute<RouteKeyOf<'embed'>>({ 'GET /embed.js': (request) => embedScript(script, request) }),
)

import { openApiDocument } from '../shared/api/openapi.ts'
import type { RouteKeyOf } from '../shared/api/routes.ts'
import { exportSchema } from '../shared/export/export-file.ts'
import { urls } from '../shared/links/urls.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import type { Reply } from '../shared/web/reply.ts'

const settings = readSettings()

/**
 * Serves two documents, made once per cold start: the API's contract, and the schema of the copy of a supporter's
 * data.
 */
export const handler = endpoint(
  () => settings,
  byRoute<RouteKeyOf<'openapi'>>({
    'GET /openapi.json': serve(openApiDocument(settings)),
    'GET /schemas/export-1.json': serve(exportSchema(urls(settings.site.publicUrl).exportSchema())),
  }),
)

function serve(document: object): () => Reply {
  const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' }
  const body = JSON.stringify(document)
  return () => ({ statusCode: 200, headers: { ...headers }, body })
}

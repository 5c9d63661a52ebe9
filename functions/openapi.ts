import { readSettings } from '../shared/config.ts'
import { exportSchema } from '../shared/export/export-file.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { openApiDocument } from '../shared/http/openapi.ts'
import { urls } from '../shared/links/urls.ts'

const settings = readSettings()
const documents: Record<string, string> = {
  '/openapi.json': JSON.stringify(openApiDocument(settings)),
  '/schemas/export-1.json': JSON.stringify(exportSchema(urls(settings.site.publicUrl).exportSchema())),
}

/**
 * GET /openapi.json: the contract, from the schemas that keep it. GET /schemas/export-1.json: the shape of the copy that
 * people get of their data.
 */
export const handler = endpoint(
  () => settings,
  ({ routeKey }) => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    body: documents[routeKey.split(' ')[1] ?? ''] ?? '',
  }),
)

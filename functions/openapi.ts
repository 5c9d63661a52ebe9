import { openApiDocument } from '../shared/api/openapi.ts'
import { exportSchema } from '../shared/export/export-file.ts'
import { urls } from '../shared/links/urls.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import { endpoint } from '../shared/web/endpoint.ts'

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

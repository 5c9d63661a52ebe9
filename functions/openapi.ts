import { readSettings } from '../shared/config.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { openApiDocument } from '../shared/http/openapi.ts'

const settings = readSettings()
const document = JSON.stringify(openApiDocument(settings))

/** GET /openapi.json: the contract, from the schemas that keep it. */
export const handler = endpoint(
  () => settings,
  () => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
    body: document,
  }),
)

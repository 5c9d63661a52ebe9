import type { RouteKeyOf } from '../shared/api/routes.ts'
import { readSettings } from '../shared/settings/deployed-files.ts'
import { byRoute } from '../shared/web/by-route.ts'
import { Health } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { json } from '../shared/web/reply.ts'

/** GET /health: reports that the API is up. It does not query the database, so that a monitor costs nothing. */
export const handler = endpoint(
  readSettings,
  byRoute<RouteKeyOf<'health'>>({ 'GET /health': () => json(200, Health, { status: 'ok' }) }),
)

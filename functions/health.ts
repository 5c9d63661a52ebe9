import { readSettings } from '../shared/settings/deployed-files.ts'
import { Health } from '../shared/web/contract.ts'
import { endpoint } from '../shared/web/endpoint.ts'
import { json } from '../shared/web/reply.ts'

/** GET /health: the API is up. It asks nothing of the database, so that a monitor costs nothing. */
export const handler = endpoint(readSettings, () => json(200, Health, { status: 'ok' }))

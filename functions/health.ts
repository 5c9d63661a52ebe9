import { readSettings } from '../shared/config.ts'
import { Health } from '../shared/http/contract.ts'
import { endpoint } from '../shared/http/endpoint.ts'
import { json } from '../shared/http/reply.ts'

/** GET /health: the API is up. It asks nothing of the database, so that a monitor costs nothing. */
export const handler = endpoint(readSettings, () => json(200, Health, { status: 'ok' }))

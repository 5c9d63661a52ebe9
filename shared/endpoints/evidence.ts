import type { Evidence } from '../domain/events.ts'
import { compact } from '../lib/compact.ts'
import type { HttpRequest } from '../web/request.ts'

const maxUserAgent = 200

/**
 * Collects the evidence of a request. It is kept with the supporter, and the ledger holds a commitment to it (ICO:
 * "how they consented").
 */
export function evidenceOf(
  { ip, headers }: HttpRequest,
  salt: string,
  { page, fields }: Pick<Evidence, 'page' | 'fields'> = {},
): Evidence {
  const userAgent = headers['user-agent']?.slice(0, maxUserAgent)
  return compact({ salt, ip, ...(userAgent && { userAgent }), ...(page && { page }), fields })
}

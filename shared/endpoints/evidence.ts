import type { Evidence } from '../domain/events.ts'
import type { HttpRequest } from '../web/request.ts'

const maxUserAgent = 200

/** Collects evidence of a request: kept with the supporter, committed to in the ledger (ICO: "how they consented"). */
export function evidenceOf(
  { ip, headers }: HttpRequest,
  salt: string,
  { page, fields }: Pick<Evidence, 'page' | 'fields'> = {},
): Evidence {
  const userAgent = headers['user-agent']?.slice(0, maxUserAgent)
  return { salt, ip, ...(userAgent && { userAgent }), ...(page && { page }), ...(fields && { fields }) }
}

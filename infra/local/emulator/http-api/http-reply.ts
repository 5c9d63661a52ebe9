export interface GatewayReply {
  status: number
  /** Lower-cased names; several values for `set-cookie` only. */
  headers: Record<string, string | string[]>
  body: Buffer
}

/** What API Gateway sends for a function's answer: payload format 2.0, inferred when there is no `statusCode`. */
export function httpReply(payload: unknown): GatewayReply {
  if (!isObject(payload) || payload.statusCode === undefined) return inferred(payload)
  const status = Number(payload.statusCode)
  const { headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload
  const wellFormed =
    Number.isInteger(status) &&
    status >= 100 &&
    status <= 599 &&
    (typeof body === 'string' || body === null) &&
    (isObject(headers) || headers === null) &&
    Array.isArray(cookies)
  if (!wellFormed) return gatewayError(500, 'Internal Server Error')
  const setCookie = cookies.length > 0 ? { 'set-cookie': cookies.map(String) } : {}
  return {
    status,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...replyHeaders(headers ?? {}), ...setCookie },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  }
}

/** The gateway's own words, such as `{"message":"Not Found"}`. */
export function gatewayError(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  }
}

function inferred(payload: unknown): GatewayReply {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? null)
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) }
}

/** Headers that are the gateway's to set. */
const dropped = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'date',
])

function replyHeaders(headers: Record<string, unknown>): Record<string, string> {
  const kept = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !dropped.has(name))
  return Object.fromEntries(kept)
}

// biome-ignore lint/suspicious/noExplicitAny: a function may answer anything
function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export interface GatewayReply {
  status: number
  /** Names in lower case; only `set-cookie` has several values. */
  headers: Record<string, string | string[]>
  body: Buffer
}

/** Returns API Gateway's reply for a function's result (payload format 2.0), inferred if it has no `statusCode`. */
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

/** Returns the gateway's own error, such as `{"message":"Not Found"}`. */
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

/** Headers that the gateway sets itself. */
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

// biome-ignore lint/suspicious/noExplicitAny: a function may return any value
function isObject(value: unknown): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { IncomingHttpHeaders } from 'node:http'

export interface GatewayRequest {
  method: string
  /** Path and query, as sent. */
  target: string
  headers: IncomingHttpHeaders
  body: Buffer
  sourceIp: string
  httpVersion: string
}

export interface RequestDetails {
  routeKey: string
  pathParameters: Record<string, string>
  requestId: string
  accountId: string
  apiId: string
  stage: string
  now: Date
  jwt?: { claims: Record<string, string>; scopes: string[] | null }
}

/** Returns the event of an HTTP API (payload format 2.0): lower-case header names, repeated headers joined, form bodies in base64. */
export function httpEvent(request: GatewayRequest, details: RequestDetails): object {
  const [path, rawQueryString] = splitTarget(request.target)
  const rawPath = decodeURIComponent(path)
  const headers = eventHeaders(request)
  const { cookie } = request.headers
  const query = new URLSearchParams(rawQueryString)
  return {
    version: '2.0',
    routeKey: details.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query.size > 0 ? { queryStringParameters: joined(query) } : {}),
    requestContext: requestContext(request, details, rawPath, headers),
    ...(Object.keys(details.pathParameters).length > 0 ? { pathParameters: details.pathParameters } : {}),
    ...eventBody(request.body, request.headers['content-type']),
  }
}

/** Splits a request target into its path and query string, still encoded. */
export function splitTarget(target: string): [path: string, query: string] {
  const question = target.indexOf('?')
  return question < 0 ? [target, ''] : [target.slice(0, question), target.slice(question + 1)]
}

/**
 * The types whose bodies arrive as text. All others arrive in base64, including `application/x-www-form-urlencoded`,
 * `application/*+json` and a missing type.
 */
const textType = /^(text\/.*|application\/(json|xml|javascript))$/

function eventBody(
  body: Buffer,
  contentType: string | undefined,
): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false }
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const isText = textType.test(type)
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }
}

const notForwarded = new Set([
  'connection',
  'cookie',
  'expect',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
])

function eventHeaders({ headers, sourceIp, body }: GatewayRequest): Record<string, string> {
  const kept = Object.entries(headers)
    .filter(([name]) => !notForwarded.has(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')])
  const forwardedFor = [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(', ')
  return {
    ...Object.fromEntries(kept),
    'content-length': String(body.length),
    'x-forwarded-for': forwardedFor,
    'x-forwarded-port': headers.host?.split(':')[1] ?? '80',
    'x-forwarded-proto': 'http',
  }
}

function joined(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]))
}

function requestContext(
  { method, sourceIp, httpVersion, headers: sent }: GatewayRequest,
  { accountId, apiId, jwt, now, requestId, routeKey, stage }: RequestDetails,
  path: string,
  headers: Record<string, string>,
): object {
  const domainName = headers.host?.split(':')[0] ?? ''
  return {
    accountId,
    apiId,
    ...(jwt ? { authorizer: { jwt } } : {}),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: { method, path, protocol: `HTTP/${httpVersion}`, sourceIp, userAgent: sent['user-agent'] ?? '' },
    requestId,
    routeKey,
    stage,
    time: commonLogTime(now),
    timeEpoch: now.getTime(),
  }
}

/** Formats a time like `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(now: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

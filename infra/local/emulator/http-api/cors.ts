import type { IncomingHttpHeaders } from 'node:http'
import type { GatewayReply } from './http-reply.ts'

/** The `CorsConfiguration` of an HTTP API. */
export interface CorsConfiguration {
  AllowOrigins?: string[]
  AllowMethods?: string[]
  AllowHeaders?: string[]
  ExposeHeaders?: string[]
  AllowCredentials?: boolean
  MaxAge?: number
}

/** Returns the gateway's reply to a preflight request, which no function receives; undefined for other requests. */
export function preflightReply(
  configuration: CorsConfiguration | undefined,
  method: string,
  headers: IncomingHttpHeaders,
): GatewayReply | undefined {
  const wanted = headers['access-control-request-method']
  if (!configuration || method !== 'OPTIONS' || !headers.origin || !wanted) return undefined
  const { AllowMethods = [], AllowHeaders = [], MaxAge } = configuration
  const names = String(headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const allowed = includes(AllowMethods, wanted) && names.every((name) => includes(AllowHeaders, name))
  const origin = originHeaders(configuration, headers.origin)
  if (!allowed || !origin) return { status: 204, headers: {}, body: Buffer.alloc(0) }
  const answer = {
    ...origin,
    'access-control-allow-methods': AllowMethods.join(','),
    ...(AllowHeaders.length > 0 ? { 'access-control-allow-headers': AllowHeaders.join(',') } : {}),
    ...(MaxAge === undefined ? {} : { 'access-control-max-age': String(MaxAge) }),
  }
  return { status: 204, headers: answer, body: Buffer.alloc(0) }
}

/** Adds the gateway's CORS headers to a reply, and removes the function's own, as API Gateway does. */
export function withCors(
  configuration: CorsConfiguration | undefined,
  headers: IncomingHttpHeaders,
  reply: GatewayReply,
): GatewayReply {
  if (!configuration) return reply
  const own = Object.entries(reply.headers).filter(([name]) => !name.startsWith('access-control-'))
  const origin = headers.origin ? originHeaders(configuration, headers.origin) : undefined
  const { ExposeHeaders = [] } = configuration
  const exposed =
    origin && ExposeHeaders.length > 0 ? { 'access-control-expose-headers': ExposeHeaders.join(',') } : {}
  return { ...reply, headers: { ...Object.fromEntries(own), ...origin, ...exposed } }
}

function originHeaders(
  { AllowOrigins = [], AllowCredentials }: CorsConfiguration,
  origin: string,
): Record<string, string> | undefined {
  const scheme = `${origin.split('://')[0]}://*`
  const allowed = AllowOrigins.includes('*') || AllowOrigins.includes(scheme) || AllowOrigins.includes(origin)
  if (!allowed) return undefined
  return {
    'access-control-allow-origin': AllowOrigins.includes('*') ? '*' : origin,
    ...(AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  }
}

function includes(allowed: string[], wanted: string): boolean {
  return allowed.some((item) => item === '*' || item.toLowerCase() === wanted.toLowerCase())
}

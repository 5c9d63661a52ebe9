import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import Negotiator from 'negotiator'
import type { Locale } from '../settings/locale.ts'

/** A parsed HTTP request. Only this file knows API Gateway's shapes. */
export interface HttpRequest {
  readonly method: string
  /** The matched route, such as `GET /forms/{form}`. */
  readonly routeKey: string
  readonly path: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As `name=value`. */
  readonly cookies: readonly string[]
  readonly ip: string
  readonly body: Buffer
  /** The claims of the bearer token, which API Gateway has checked. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Parses payload format 2.0: header names in lower case, the body in base64 unless its content type is text. */
export function toRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const { authorizer } = event.requestContext as {
    authorizer?: { jwt?: { claims: Record<string, unknown> } }
  }
  return {
    method: event.requestContext.http.method,
    routeKey: event.routeKey,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    cookies: event.cookies ?? [],
    ip: event.requestContext.http.sourceIp,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    claims: authorizer?.jwt?.claims ?? {},
  }
}

/**
 * Chooses a media type by the request's `Accept`.
 * @param offered in our order of preference, which decides if the caller has none
 * @returns `otherwise` if the caller accepts anything, undefined if it accepts none of the offered types
 */
export function preferredType(
  request: HttpRequest,
  offered: string[],
  otherwise: string,
): string | undefined {
  const { accept } = request.headers
  if (accept === undefined || accept.trim() === '*/*') return otherwise
  return new Negotiator({ headers: { accept } }).mediaType(offered)
}

/**
 * Chooses the language of an answer.
 * @param preferred in order, such as the person's choice and the record's language; the browser's languages come next,
 * then our first
 */
export function chooseLocale(
  request: HttpRequest,
  offered: readonly Locale[],
  ...preferred: (string | undefined)[]
): Locale {
  const known = preferred.find((locale): locale is Locale => offered.includes(locale as Locale))
  if (known) return known
  const accepted = new Negotiator({ headers: { 'accept-language': request.headers['accept-language'] } })
  return (accepted.language([...offered]) ?? offered[0] ?? 'en') as Locale
}

/** The limit in the public contract, far above the size of our forms. */
export const maxBodyBytes = 16 * 1024

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: URLSearchParams }

export type BodyProblem = 'malformed' | 'tooLarge' | 'contentType'

/** Parses the body as JSON or as the fields of an HTML form. */
export function parseBody(request: HttpRequest): Body | BodyProblem {
  if (request.body.length > maxBodyBytes) return 'tooLarge'
  switch (mediaType(request)) {
    case 'application/json':
      return parseJson(request.body)
    case 'application/x-www-form-urlencoded':
      return { kind: 'form', fields: new URLSearchParams(request.body.toString('utf8')) }
    default:
      return 'contentType'
  }
}

export function mediaType(request: HttpRequest): string {
  return request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
}

function parseJson(body: Buffer): Body | BodyProblem {
  try {
    return { kind: 'json', value: JSON.parse(body.toString('utf8')) }
  } catch {
    return 'malformed'
  }
}

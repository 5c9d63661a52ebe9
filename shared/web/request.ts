import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import Negotiator from 'negotiator'
import type { Locale } from '../settings/locale.ts'

/** A request as the functions see it: parsed at the edge, nothing of API Gateway's shapes beyond it. */
export interface HttpRequest {
  readonly method: string
  /** The route that matched, such as `GET /forms/{form}`. */
  readonly routeKey: string
  readonly path: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As `name=value`. */
  readonly cookies: readonly string[]
  readonly ip: string
  readonly body: Buffer
  /** From the bearer token that API Gateway checked. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Payload format 2.0: header names in lower case, the body base64 unless the content type is a text's. */
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

/** Whether the caller would rather see a page than JSON; `otherwise` if it does not care. */
export function prefersPage(request: HttpRequest, otherwise: boolean): boolean {
  return (
    preferredType(request, ['application/json', 'text/html'], otherwise ? 'text/html' : '') === 'text/html'
  )
}

/** The one of these media types that the caller would rather have; `otherwise` if it does not care. */
export function preferredType(
  request: HttpRequest,
  offered: string[],
  otherwise: string,
): string | undefined {
  const { accept } = request.headers
  if (accept === undefined || accept.trim() === '*/*') return otherwise
  return new Negotiator({ headers: { accept } }).mediaType(offered)
}

/** The person's choice, then the form's or the record's language, then the browser's, then our first. */
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

/** The contract's limit: far above any form of ours. */
export const maxBodyBytes = 16 * 1024

export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: URLSearchParams }

export type BodyProblem = 'malformed' | 'tooLarge' | 'contentType'

/** The body as JSON or as an HTML form's fields. */
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

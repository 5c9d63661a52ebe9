import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mayInvoke } from '../iam/invoke-permission.ts'
import type { Invocation } from '../lambda/sandbox.ts'
import type { Deployment, LocalFunction, LocalResource } from '../template/deployment.ts'
import { accessLogOf } from './access-log.ts'
import { apiRoutes, type Match, matchRoute, type Route } from './api-routes.ts'
import { type CorsConfiguration, preflightReply, withCors } from './cors.ts'
import { type GatewayRequest, httpEvent, type RequestDetails, splitTarget } from './http-event.ts'
import { type GatewayReply, gatewayError, httpReply } from './http-reply.ts'
import { JwtAuthorizer } from './jwt-authorizer.ts'
import { sourceIpOf } from './source-ip.ts'
import { Throttle } from './throttle.ts'

export interface HttpApiOptions {
  invoke: (fn: LocalFunction, event: unknown, requestId: string) => Promise<Invocation>
  /** Receives the gateway's own log lines, such as a missing permission or an unreachable issuer. */
  log: (line: string) => void
  /** Receives the lines of the access log, if the stage keeps one. */
  logAccess?: (line: string) => void
}

/** API Gateway's limits. */
const maxBodyBytes = 10 * 1024 * 1024
const maxHeaderBytes = 10_240

/** Creates the server of the template's HTTP API, which does not listen yet. */
export function httpApiServer(deployment: Deployment, options: HttpApiOptions): Server {
  const gateway = new HttpApi(deployment, options)
  return createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    // A client that disconnects before the end of the body gets no reply.
    answer(gateway, request, response).catch(() => response.destroy())
  })
}

async function answer(gateway: HttpApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID()
  const body = await readBody(request)
  const incoming = { method: request.method ?? '', headers: request.headers, target: request.url ?? '/' }
  const { sourceIp, headers } = sourceIpOf(request)
  const reply = await gateway.handle(
    { ...incoming, headers, sourceIp, httpVersion: request.httpVersion, body: body ?? Buffer.alloc(0) },
    requestId,
    body === undefined,
  )
  gateway.logAccess(incoming, requestId, reply.status)
  const length = reply.status === 204 || reply.status === 304 ? {} : { 'content-length': reply.body.length }
  response.writeHead(reply.status, { ...reply.headers, ...length, 'apigw-requestid': requestId })
  response.end(reply.body)
}

/** Reads the whole body. @returns undefined if it is larger than the gateway's limit */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks)
}

class HttpApi {
  readonly #deployment: Deployment
  readonly #options: HttpApiOptions
  readonly #api: LocalResource
  readonly #stage: LocalResource
  readonly #routes: Route[]
  readonly #throttle: Throttle
  readonly #accessLog: ReturnType<typeof accessLogOf>
  readonly #cors: CorsConfiguration | undefined
  readonly #authorizers = new Map<LocalResource, JwtAuthorizer>()

  constructor(deployment: Deployment, options: HttpApiOptions) {
    this.#deployment = deployment
    this.#options = options
    this.#api = only(deployment, 'AWS::ApiGatewayV2::Api')
    this.#stage = only(deployment, 'AWS::ApiGatewayV2::Stage')
    if (this.#stage.name !== '$default')
      throw new Error(`The stage "${this.#stage.name}" is not $default, which the emulator needs`)
    this.#routes = apiRoutes(deployment, this.#api)
    this.#throttle = new Throttle(
      this.#stage,
      this.#routes.map(({ routeKey }) => routeKey),
    )
    this.#accessLog = accessLogOf(this.#stage)
    this.#cors = this.#api.properties.CorsConfiguration
    for (const authorizer of deployment.ofType('AWS::ApiGatewayV2::Authorizer'))
      this.#authorizers.set(authorizer, jwtAuthorizer(authorizer))
  }

  async handle(request: GatewayRequest, requestId: string, tooLarge: boolean): Promise<GatewayReply> {
    const preflight = preflightReply(this.#cors, request.method, request.headers)
    if (preflight) return preflight
    const reply = tooLarge
      ? gatewayError(413, 'Request Entity Too Large')
      : await this.#route(request, requestId)
    return withCors(this.#cors, request.headers, reply)
  }

  logAccess({ method, target }: { method: string; target: string }, requestId: string, status: number): void {
    const [path] = splitTarget(target)
    const match = isDecodable(path) ? matchRoute(this.#routes, method, path) : undefined
    const line = this.#accessLog?.({ requestId, routeKey: match?.route.routeKey ?? '-', status })
    if (line !== undefined) this.#options.logAccess?.(line)
  }

  async #route(request: GatewayRequest, requestId: string): Promise<GatewayReply> {
    const [path] = splitTarget(request.target)
    if (!isDecodable(path)) return gatewayError(400, 'Bad Request')
    const match = matchRoute(this.#routes, request.method, path)
    if (!match) return gatewayError(404, 'Not Found')
    if (!this.#throttle.admits(match.route.routeKey)) return gatewayError(429, 'Too Many Requests')
    return this.#authorize(request, match, requestId)
  }

  async #authorize(request: GatewayRequest, match: Match, requestId: string): Promise<GatewayReply> {
    const { authorizer, scopes } = match.route
    if (!authorizer) return this.#invoke(request, match, requestId, undefined)
    try {
      const decision = await this.#authorizers
        .get(authorizer)
        ?.authorize(request.headers.authorization, scopes)
      if (decision?.outcome === 'granted')
        return this.#invoke(request, match, requestId, { claims: decision.claims, scopes: decision.scopes })
      const headers = { 'www-authenticate': decision?.challenge ?? 'Bearer' }
      return decision?.outcome === 'forbidden'
        ? gatewayError(403, 'Forbidden', headers)
        : gatewayError(401, 'Unauthorized', headers)
    } catch (error) {
      this.#options.log(`The authorizer of ${match.route.routeKey} failed: ${(error as Error).message}`)
      return gatewayError(500, 'Internal Server Error')
    }
  }

  async #invoke(
    request: GatewayRequest,
    { route, pathParameters }: Match,
    requestId: string,
    jwt: RequestDetails['jwt'],
  ): Promise<GatewayReply> {
    const { accountId, region } = this.#deployment
    const apiId = this.#api.physicalId
    const [method, path] =
      route.routeKey === '$default' ? ['', '$default'] : [`${route.method}`, route.routeKey.split(' ')[1]]
    const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/$default/${method === 'ANY' ? '*' : method}${path}`
    if (!mayInvoke(this.#deployment, route.fn, 'apigateway.amazonaws.com', sourceArn)) {
      this.#options.log(
        `No AWS::Lambda::Permission lets API Gateway invoke ${route.fn.name} for ${route.routeKey}`,
      )
      return gatewayError(500, 'Internal Server Error')
    }
    const event = httpEvent(request, {
      accountId,
      apiId,
      now: new Date(),
      pathParameters,
      requestId,
      routeKey: route.routeKey,
      stage: this.#stage.name,
      ...(jwt ? { jwt } : {}),
    })
    return this.#reply(route, this.#options.invoke(route.fn, event, randomUUID()))
  }

  async #reply(route: Route, invocation: Promise<Invocation>): Promise<GatewayReply> {
    const { promise: tooLate, resolve } = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => resolve('late'), route.timeoutMs)
    const result = await Promise.race([invocation, tooLate])
    clearTimeout(timer)
    if (result === 'late') return gatewayError(503, 'Service Unavailable')
    if (result.ok) return httpReply(result.payload)
    return result.error.errorType === 'TooManyRequestsException'
      ? gatewayError(503, 'Service Unavailable')
      : gatewayError(500, 'Internal Server Error')
  }
}

function only(deployment: Deployment, type: string): LocalResource {
  const [found, another] = deployment.ofType(type)
  if (!found || another) throw new Error(`The template needs exactly one ${type}`)
  return found
}

function jwtAuthorizer({ logicalId, properties }: LocalResource): JwtAuthorizer {
  const { AuthorizerType, IdentitySource, JwtConfiguration } = properties
  if (AuthorizerType !== 'JWT' || String(IdentitySource) !== '$request.header.Authorization')
    throw new Error(`${logicalId} is not a JWT authorizer that reads the Authorization header`)
  return new JwtAuthorizer({ issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience ?? [] })
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

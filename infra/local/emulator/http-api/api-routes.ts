import type { Deployment, LocalFunction, LocalResource } from '../template/deployment.ts'

export interface Route {
  /** Such as `POST /signups` or `$default`. */
  routeKey: string
  method: string
  segments: string[]
  fn: LocalFunction
  timeoutMs: number
  authorizer?: LocalResource
  scopes: string[]
}

export interface Match {
  route: Route
  pathParameters: Record<string, string>
}

/** Returns the routes of the template's HTTP API. @throws Error for a route without a usable target */
export function apiRoutes(deployment: Deployment, api: LocalResource): Route[] {
  return deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => properties.ApiId === api.physicalId)
    .map((resource) => toRoute(deployment, resource))
}

/**
 * Chooses a route as API Gateway does: the most specific path for the method (exact segments before parameters before
 * `{proxy+}`), then a named method before `ANY`, then `$default`. A GET route does not match HEAD.
 * @param path percent-encoded, as sent
 */
export function matchRoute(routes: Route[], method: string, path: string): Match | undefined {
  const segments = path.split('/').slice(1)
  const matches = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .map((route) => ({ route, pathParameters: matchSegments(route.segments, segments) }))
    .filter((match): match is Match => match.pathParameters !== undefined)
    .sort((a, b) => bySpecificity(a.route, b.route))
  if (matches[0]) return matches[0]
  const fallback = routes.find(({ routeKey }) => routeKey === '$default')
  return fallback && { route: fallback, pathParameters: {} }
}

function toRoute(deployment: Deployment, { logicalId, properties }: LocalResource): Route {
  const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes = [] } = properties
  const integration = find(
    deployment,
    'AWS::ApiGatewayV2::Integration',
    String(Target).replace('integrations/', ''),
  )
  const {
    IntegrationType,
    IntegrationUri,
    PayloadFormatVersion,
    TimeoutInMillis = 30_000,
  } = integration.properties
  if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0')
    throw new Error(`${integration.logicalId} is not a Lambda integration with payload format 2.0`)
  if (AuthorizationType !== 'NONE' && AuthorizationType !== 'JWT')
    throw new Error(`${logicalId} has ${AuthorizationType} authorization; the emulator supports JWT only`)
  const [method = '', path = ''] = String(RouteKey).split(' ')
  return {
    routeKey: RouteKey,
    method,
    segments: path.split('/').slice(1),
    fn: deployment.functionOf(functionArn(IntegrationUri)),
    timeoutMs: Number(TimeoutInMillis),
    scopes: AuthorizationScopes,
    ...(AuthorizationType === 'JWT'
      ? { authorizer: find(deployment, 'AWS::ApiGatewayV2::Authorizer', AuthorizerId) }
      : {}),
  }
}

/** Returns the function's ARN from an integration's URI, which may be the ARN or API Gateway's invocation path. */
function functionArn(uri: string): string {
  return /functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri
}

function find(deployment: Deployment, type: string, physicalId: string): LocalResource {
  const found = deployment.ofType(type).find((resource) => resource.physicalId === physicalId)
  if (!found) throw new Error(`The template has no ${type} "${physicalId}"`)
  return found
}

const isGreedy = (segment: string) => segment.endsWith('+}')
const isParameter = (segment: string) => segment.startsWith('{')

function matchSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  for (const [at, expected] of pattern.entries()) {
    const actual = segments[at]
    if (isGreedy(expected)) {
      const rest = segments.slice(at).join('/')
      if (rest === '') return undefined
      parameters[expected.slice(1, -2)] = decodeURIComponent(rest)
      return parameters
    }
    if (actual === undefined || (isParameter(expected) ? actual === '' : actual !== expected))
      return undefined
    if (isParameter(expected)) parameters[expected.slice(1, -1)] = decodeURIComponent(actual)
  }
  return pattern.length === segments.length ? parameters : undefined
}

function bySpecificity(a: Route, b: Route): number {
  for (let at = 0; at < Math.max(a.segments.length, b.segments.length); at++) {
    const difference = rank(a.segments[at]) - rank(b.segments[at])
    if (difference !== 0) return difference
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY')
}

function rank(segment: string | undefined): number {
  if (segment === undefined || isGreedy(segment)) return 2
  return isParameter(segment) ? 1 : 0
}

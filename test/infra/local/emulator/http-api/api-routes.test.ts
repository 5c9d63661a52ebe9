import { expect, test } from 'vitest'
import { apiRoutes, matchRoute } from '../../../../../infra/local/emulator/http-api/api-routes.ts'
import { apiResources, deploymentOf } from '../template/assembly-fixture.ts'

function routesOf(routeKeys: string[]) {
  const deployment = deploymentOf(apiResources(routeKeys))
  const [api] = deployment.ofType('AWS::ApiGatewayV2::Api')
  if (!api) throw new Error('no API')
  return apiRoutes(deployment, api)
}

const routeKeys = [
  'GET /',
  'POST /signups',
  'GET /confirm/{token}',
  'POST /confirm/{token}',
  'GET /confirm/help',
  'ANY /confirm/{token}/{step}',
  'GET /files/{proxy+}',
  'GET /files/{name}',
  'ANY /{proxy+}',
  'GET /any',
  'ANY /any',
]

test.each([
  ['GET', '/', 'GET /', {}],
  ['POST', '/signups', 'POST /signups', {}],
  ['GET', '/confirm/help', 'GET /confirm/help', {}],
  ['GET', '/confirm/abc', 'GET /confirm/{token}', { token: 'abc' }],
  ['POST', '/confirm/help', 'POST /confirm/{token}', { token: 'help' }],
  ['GET', '/confirm/a%20b%2Fc', 'GET /confirm/{token}', { token: 'a b/c' }],
  ['PUT', '/confirm/abc/last', 'ANY /confirm/{token}/{step}', { token: 'abc', step: 'last' }],
  ['HEAD', '/confirm/abc', 'ANY /{proxy+}', { proxy: 'confirm/abc' }],
  ['GET', '/signups/', 'ANY /{proxy+}', { proxy: 'signups/' }],
  ['GET', '/files/a', 'GET /files/{name}', { name: 'a' }],
  ['GET', '/files/a/b', 'GET /files/{proxy+}', { proxy: 'a/b' }],
  ['GET', '/any', 'GET /any', {}],
  ['DELETE', '/any', 'ANY /any', {}],
])('%s %s matches %s', (method, path, routeKey, pathParameters) => {
  expect(matchRoute(routesOf(routeKeys), method, path)).toMatchObject({ route: { routeKey }, pathParameters })
})

test.each([
  ['HEAD', '/'],
  ['POST', '/'],
])('%s %s matches neither a GET route nor a greedy one', (method, path) => {
  expect(matchRoute(routesOf(routeKeys), method, path)).toBeUndefined()
})

test('$default matches every other request', () => {
  const match = matchRoute(routesOf(['GET /a', '$default']), 'HEAD', '/a')
  expect(match?.route.routeKey).toBe('$default')
})

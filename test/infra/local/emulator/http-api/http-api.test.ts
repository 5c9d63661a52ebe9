import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { httpApiServer } from '../../../../../infra/local/emulator/http-api/http-api.ts'
import type { Invocation } from '../../../../../infra/local/emulator/lambda/sandbox.ts'
import type { Template } from '../../../../../infra/local/emulator/template/deployment.ts'
import { apiResources, deploymentOf } from '../template/assembly-fixture.ts'

// biome-ignore lint/suspicious/noExplicitAny: an event has any shape
type Answer = (event: any) => Invocation | Promise<Invocation>

const echo: Answer = (event) => ({ ok: true, payload: { statusCode: 200, body: JSON.stringify(event) } })
const failure = (errorType: string): Invocation => ({
  ok: false,
  error: { errorType, errorMessage: 'secret' },
})

async function serve(resources: Template['Resources'], answer: Answer = echo) {
  const log: string[] = []
  const server = httpApiServer(deploymentOf(resources), {
    invoke: async (_fn, event) => answer(event),
    log: (line) => log.push(line),
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, log, get: (path: string, init?: RequestInit) => fetch(url + path, init) }
}

test('a request reaches its function, and the function’s result is the answer', async () => {
  const { get } = await serve(apiResources(['POST /signups/{form}']))
  const response = await get('/signups/news?x=1', {
    method: 'POST',
    body: 'a=1',
    headers: { 'content-type': 'text/plain' },
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('apigw-requestid')).toBeTruthy()
  expect(await response.json()).toMatchObject({
    routeKey: 'POST /signups/{form}',
    pathParameters: { form: 'news' },
    body: 'a=1',
  })
})

test.each([
  ['an unknown path', '/nowhere', 'GET', 404, '{"message":"Not Found"}'],
  ['a method without a route', '/signups', 'DELETE', 404, '{"message":"Not Found"}'],
  ['a path that cannot be decoded', '/%E0%A4%A', 'GET', 400, '{"message":"Bad Request"}'],
])('%s is answered by the gateway', async (_what, path, method, status, body) => {
  const { get } = await serve(apiResources(['POST /signups']))
  const response = await get(path, { method })
  expect([response.status, await response.text()]).toEqual([status, body])
})

test('a GET route does not answer HEAD', async () => {
  const { get } = await serve(apiResources(['GET /page']))
  expect((await get('/page', { method: 'HEAD' })).status).toBe(404)
})

test.each([
  ['an error', failure('TypeError'), 500, 'Internal Server Error'],
  ['a time-out', failure('Sandbox.Timedout'), 500, 'Internal Server Error'],
  ['too many sandboxes', failure('TooManyRequestsException'), 503, 'Service Unavailable'],
])('%s of a function is a %3$i without details', async (_what, invocation, status, message) => {
  const { get } = await serve(apiResources(['GET /']), () => invocation)
  const response = await get('/')
  expect([response.status, await response.json()]).toEqual([status, { message }])
})

test('a function slower than the integration’s time-out is a 503', async () => {
  const resources = apiResources(['GET /'])
  Object.assign(resources.Integration?.Properties ?? {}, { TimeoutInMillis: 50 })
  const { get } = await serve(resources, () => new Promise(() => {}))
  expect((await get('/')).status).toBe(503)
})

test('a function that API Gateway may not invoke is a 500, and the log gives the reason', async () => {
  const { Permission: _, ...resources } = apiResources(['GET /'])
  const { get, log } = await serve(resources)
  expect((await get('/')).status).toBe(500)
  expect(log.join()).toContain('AWS::Lambda::Permission')
})

test('more than 10 MB is a 413', async () => {
  const { get } = await serve(apiResources(['POST /']))
  const response = await get('/', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })
  expect([response.status, await response.json()]).toEqual([413, { message: 'Request Entity Too Large' }])
})

test('more than 10 KB of headers is a 431', async () => {
  const { get } = await serve(apiResources(['GET /']))
  expect((await get('/', { headers: { 'x-long': 'x'.repeat(10_240) } })).status).toBe(431)
})

test('requests beyond the stage’s burst are a 429', async () => {
  const resources = apiResources(['GET /'])
  Object.assign(resources.Stage?.Properties ?? {}, {
    DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1 },
  })
  const { get } = await serve(resources)
  const statuses = [await get('/'), await get('/'), await get('/')].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 429])
})

test('errors carry CORS headers too, and a preflight never reaches the function', async () => {
  const { get } = await serve(
    apiResources(['ANY /{proxy+}'], {
      CorsConfiguration: {
        AllowOrigins: ['https://a.example'],
        AllowMethods: ['POST'],
        AllowHeaders: ['content-type'],
      },
    }),
    () => failure('Error'),
  )
  const headers = { origin: 'https://a.example' }
  const broken = await get('/x', { headers })
  const preflight = await get('/x', {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'POST' },
  })
  expect([broken.status, preflight.status]).toEqual([500, 204])
  for (const { headers } of [broken, preflight])
    expect(headers.get('access-control-allow-origin')).toBe('https://a.example')
})

test('a route with an authorizer requires a token', async () => {
  const resources = apiResources(['GET /private'])
  Object.assign(resources.Route0?.Properties ?? {}, {
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'Authorizer' },
  })
  resources.Authorizer = {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ApiId: { Ref: 'Api' },
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['a'], Issuer: 'http://127.0.0.1:9' },
    },
  }
  const { get } = await serve(resources)
  const response = await get('/private')
  expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }])
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

test('a test may set its source address, and the header for it is not forwarded', async () => {
  const { get } = await serve(apiResources(['GET /']))
  // biome-ignore lint/suspicious/noExplicitAny: an event has any shape
  const event = (await (await get('/', { headers: { 'x-local-source-ip': '203.0.113.7' } })).json()) as any
  expect(event.requestContext.http.sourceIp).toBe('203.0.113.7')
  expect(event.headers).not.toHaveProperty('x-local-source-ip')
  expect(event.headers['x-forwarded-for']).toBe('203.0.113.7')
})

test('a client that disconnects in the middle of a request causes no error', async () => {
  const { get, url } = await serve(apiResources(['ANY /']))
  const half = request(url, { method: 'POST', headers: { 'content-length': '100' } })
  half.on('error', () => {})
  half.write('x')
  await new Promise((done) => setTimeout(done, 30))
  half.destroy()
  expect((await get('/')).status).toBe(200)
})

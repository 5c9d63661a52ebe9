import { expect, test } from 'vitest'
import { type GatewayRequest, httpEvent } from '../../../../../infra/local/emulator/http-api/http-event.ts'

// biome-ignore lint/suspicious/noExplicitAny: an event has any shape
function eventOf(request: Partial<GatewayRequest> = {}, details = {}): any {
  const whole = {
    method: 'GET',
    target: '/',
    headers: { host: 'api.example:3000' },
    body: Buffer.alloc(0),
    sourceIp: '192.0.2.1',
    httpVersion: '1.1',
  }
  return httpEvent(
    { ...whole, ...request },
    {
      routeKey: 'GET /',
      pathParameters: {},
      requestId: 'request-1',
      accountId: '000000000000',
      apiId: 'abcdefghij',
      stage: '$default',
      now: new Date('2026-03-12T19:03:58.120Z'),
      ...details,
    },
  )
}

const euro = Buffer.from('€')

test.each([
  ['application/json', '€', false],
  ['Application/JSON; charset=utf-8', '€', false],
  ['text/plain', '€', false],
  ['text/csv', '€', false],
  ['application/xml', '€', false],
  ['application/javascript', '€', false],
  ['application/x-www-form-urlencoded', '4oKs', true],
  ['multipart/form-data; boundary=x', '4oKs', true],
  ['application/problem+json', '4oKs', true],
  ['application/octet-stream', '4oKs', true],
  [undefined, '4oKs', true],
])('a body of type %s arrives as %s (base64: %s)', (contentType, body, isBase64Encoded) => {
  const headers = contentType ? { 'content-type': contentType } : {}
  expect(eventOf({ method: 'POST', headers, body: euro })).toMatchObject({ body, isBase64Encoded })
})

test('an empty body is left out', () => {
  const event = eventOf({ method: 'POST', headers: { 'content-type': 'application/json' } })
  expect(event).not.toHaveProperty('body')
  expect(event.isBase64Encoded).toBe(false)
})

test('the path is decoded, the query string is both raw and decoded, repeated parameters are joined', () => {
  const event = eventOf({ target: '/a%20b/%C3%A9?x=1&y=a%2Cb+c&x=2' }, { pathParameters: { name: 'é' } })
  expect(event).toMatchObject({
    rawPath: '/a b/é',
    rawQueryString: 'x=1&y=a%2Cb+c&x=2',
    queryStringParameters: { x: '1,2', y: 'a,b c' },
    pathParameters: { name: 'é' },
  })
})

test('an event without a query, parameters or cookies leaves them out', () => {
  const event = eventOf()
  for (const absent of ['queryStringParameters', 'pathParameters', 'cookies'])
    expect(event).not.toHaveProperty(absent)
  expect(event.rawQueryString).toBe('')
})

test('cookies are an array and not a header', () => {
  const event = eventOf({ headers: { cookie: 'a=1; b=2' } })
  expect(event.cookies).toEqual(['a=1', 'b=2'])
  expect(event.headers).not.toHaveProperty('cookie')
})

test('the gateway appends the caller’s address to the addresses that the caller claims', () => {
  const event = eventOf({ headers: { 'x-forwarded-for': '203.0.113.9' } })
  expect(event.headers['x-forwarded-for']).toBe('203.0.113.9, 192.0.2.1')
  expect(event.requestContext.http.sourceIp).toBe('192.0.2.1')
})

test('the request context has API Gateway’s shape', () => {
  const jwt = { claims: { sub: 'x' }, scopes: null }
  const event = eventOf({ headers: { host: 'api.example:3000', 'user-agent': 'curl' } }, { jwt })
  expect(event).toMatchObject({ version: '2.0', routeKey: 'GET /' })
  expect(event.requestContext).toEqual({
    accountId: '000000000000',
    apiId: 'abcdefghij',
    authorizer: { jwt },
    domainName: 'api.example',
    domainPrefix: 'api',
    http: { method: 'GET', path: '/', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl' },
    requestId: 'request-1',
    routeKey: 'GET /',
    stage: '$default',
    time: '12/Mar/2026:19:03:58 +0000',
    timeEpoch: 1773342238120,
  })
})

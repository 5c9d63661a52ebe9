import { expect, test } from 'vitest'
import { preflightReply, withCors } from '../../../../../infra/local/emulator/http-api/cors.ts'

const configuration = {
  AllowOrigins: ['https://charity.example'],
  AllowMethods: ['POST'],
  AllowHeaders: ['content-type'],
  MaxAge: 7200,
}
const preflight = {
  origin: 'https://charity.example',
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type',
}
const reply = {
  status: 200,
  headers: { 'access-control-allow-origin': '*', etag: 'x' },
  body: Buffer.alloc(0),
}

test('the gateway answers an allowed preflight itself', () => {
  expect(preflightReply(configuration, 'OPTIONS', preflight)).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': 'https://charity.example',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '7200',
    },
  })
})

test.each([
  ['another origin', { ...preflight, origin: 'https://elsewhere.example' }],
  ['another method', { ...preflight, 'access-control-request-method': 'DELETE' }],
  ['another header', { ...preflight, 'access-control-request-headers': 'content-type, x-other' }],
])('a preflight from or for %s gets 204 without permission', (_what, headers) => {
  expect(preflightReply(configuration, 'OPTIONS', headers)).toMatchObject({ status: 204, headers: {} })
})

test.each([
  ['no origin', 'OPTIONS', { 'access-control-request-method': 'POST' }],
  ['no requested method', 'OPTIONS', { origin: 'https://charity.example' }],
  ['another method than OPTIONS', 'POST', preflight],
])('a request with %s is not a preflight', (_what, method, headers) => {
  expect(preflightReply(configuration, method, headers)).toBeUndefined()
})

test('an API without CORS leaves preflights and headers to the function', () => {
  expect(preflightReply(undefined, 'OPTIONS', preflight)).toBeUndefined()
  expect(withCors(undefined, preflight, reply)).toBe(reply)
})

test.each([
  ['https://charity.example', { 'access-control-allow-origin': 'https://charity.example', etag: 'x' }],
  ['https://elsewhere.example', { etag: 'x' }],
  [undefined, { etag: 'x' }],
])('the gateway’s CORS headers replace the function’s for the origin %s', (origin, headers) => {
  expect(withCors(configuration, origin ? { origin } : {}, reply).headers).toEqual(headers)
})

test('a wildcard, a scheme, exposed headers and credentials are as configured', () => {
  const headersFor = (more: object) =>
    withCors({ ...configuration, ...more }, { origin: 'https://any.example' }, reply).headers
  expect(headersFor({ AllowOrigins: ['*'] })).toMatchObject({ 'access-control-allow-origin': '*' })
  expect(
    headersFor({ AllowOrigins: ['https://*'], ExposeHeaders: ['etag'], AllowCredentials: true }),
  ).toMatchObject({
    'access-control-allow-origin': 'https://any.example',
    'access-control-expose-headers': 'etag',
    'access-control-allow-credentials': 'true',
  })
})

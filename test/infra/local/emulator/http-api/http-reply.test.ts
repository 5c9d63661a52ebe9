import { expect, test } from 'vitest'
import { httpReply } from '../../../../../infra/local/emulator/http-api/http-reply.ts'

const text = (payload: unknown) => {
  const { status, headers, body } = httpReply(payload)
  return { status, headers, body: body.toString() }
}

test.each([
  ['an object', { status: 'ok' }, '{"status":"ok"}'],
  ['text', 'hello', 'hello'],
  ['nothing', null, 'null'],
])('%s without a status code is a 200 with JSON', (_what, payload, body) => {
  expect(text(payload)).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body })
})

test('status, headers, cookies and body are the function’s', () => {
  const payload = {
    statusCode: 303,
    headers: { Location: '/thanks', 'X-Number': 1 },
    cookies: ['a=1', 'b=2'],
    body: 'x',
  }
  expect(text(payload)).toEqual({
    status: 303,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      location: '/thanks',
      'x-number': '1',
      'set-cookie': ['a=1', 'b=2'],
    },
    body: 'x',
  })
})

test('a base64 body is decoded', () => {
  expect(text({ statusCode: 200, body: '4oKs', isBase64Encoded: true }).body).toBe('€')
})

test('headers that the gateway sets are dropped', () => {
  const headers = { 'Content-Length': '999', Connection: 'close', 'transfer-encoding': 'chunked' }
  expect(Object.keys(text({ statusCode: 204, headers }).headers)).toEqual(['content-type'])
})

test.each([
  ['a status code that is none', { statusCode: 'teapot' }],
  ['a status code out of range', { statusCode: 99 }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
])('%s is a 500, as a malformed result', (_what, payload) => {
  expect(text(payload)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' })
})

import { expect, test } from 'vitest'
import { Throttle } from '../../../../../infra/local/emulator/http-api/throttle.ts'
import type { LocalResource } from '../../../../../infra/local/emulator/template/deployment.ts'

function throttleWith(properties: Record<string, unknown>) {
  let now = 0
  const throttle = new Throttle(
    { properties } as LocalResource,
    ['GET /', 'GET /a', 'POST /signups'],
    () => now,
  )
  return {
    admitted: (routeKey: string, times: number) =>
      Array.from({ length: times }, () => throttle.admits(routeKey)).filter(Boolean).length,
    pass: (ms: number) => {
      now += ms
    },
  }
}

test('a burst empties the bucket, and time refills it up to its limit', () => {
  const { admitted, pass } = throttleWith({
    DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2 },
  })
  expect(admitted('GET /', 9)).toBe(5)
  pass(1_000)
  expect(admitted('GET /', 9)).toBe(2)
  pass(60_000)
  expect(admitted('GET /', 9)).toBe(5)
})

test('each route has its own bucket, and its own settings if the stage has them', () => {
  const { admitted } = throttleWith({
    DefaultRouteSettings: { ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2 },
    RouteSettings: { 'POST /signups': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } },
  })
  expect([admitted('GET /', 9), admitted('GET /a', 9), admitted('POST /signups', 9)]).toEqual([5, 5, 1])
})

test('a stage without limits admits everything', () => {
  expect(throttleWith({}).admitted('GET /', 99)).toBe(99)
})

test('settings of a route that the API does not have fail, as they would at deployment', () => {
  const RouteSettings = { 'GET /b': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } }
  expect(() => throttleWith({ RouteSettings })).toThrow(/GET \/b/)
})

import { expect, it } from 'vitest'
import { byRoute } from '../../../shared/web/by-route.ts'
import type { Reply } from '../../../shared/web/reply.ts'
import type { HttpRequest } from '../../../shared/web/request.ts'

const reply = (body: string): Reply => ({ statusCode: 200, headers: {}, body })
const request = (routeKey: string) => ({ routeKey }) as HttpRequest
const handle = byRoute<'GET /forms/{form}' | 'POST /signups'>({
  'GET /forms/{form}': () => reply('form'),
  'POST /signups': () => reply('sign-up'),
})

it.each([
  ['GET /forms/{form}', 'form'],
  ['HEAD /forms/{form}', 'form'],
  ['POST /signups', 'sign-up'],
])('%s has the handler of its route, and HEAD has that of GET', async (routeKey, body) => {
  expect(await handle(request(routeKey))).toEqual(reply(body))
})

it.each(['POST /forms/{form}', 'HEAD /signups', '$default', 'toString'])('%s has no handler', (routeKey) => {
  expect(() => handle(request(routeKey))).toThrow(`does not serve`)
})

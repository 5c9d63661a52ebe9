import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSignIn } from '../../infra/local/demo/sign-in/sign-in.ts'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { roles } from '../../shared/office/roles.ts'
import { officersMatrix } from '../support/officers-matrix.ts'
import { startStack } from '../support/stack.ts'

/**
 * The answers to a role that may call a route. Each request body is incomplete, or about something not on record yet.
 */
const answers: Record<string, number> = {
  'POST /privacy/lookup': 422,
  'POST /privacy/requests': 422,
  'GET /privacy/requests': 200,
  'GET /privacy/requests/{id}': 404,
  'POST /privacy/requests/{id}/actions': 422,
  'GET /privacy/requests/{id}/export': 404,
  'GET /privacy/requests/{id}/certificate': 404,
  'GET /privacy/audit': 200,
  'POST /privacy/suppressions': 415,
  'POST /privacy/may-mail': 422,
  'GET /privacy/mailing-list': 200,
  'GET /privacy/statistics': 404,
}
const routes = Object.keys(officersMatrix)
const claimants = [...roles, 'none', 'privacy-officers', 'Privacy-Officer', 'admin']
const cases = routes.flatMap((route) =>
  claimants.map((role) => {
    const may = officersMatrix[route]?.some((granted) => granted === role)
    return [route, role, may ? (answers[route] ?? 0) : 403] as const
  }),
)

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

async function call(route: string, authorization?: string): Promise<Response> {
  const [method = '', path = ''] = route.split(' ')
  return fetch(stack.urls.api + path.replace('{id}', '0000-0000'), {
    method,
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    ...(method === 'POST' && { body: '{}' }),
  })
}

describe('the officers’ routes', () => {
  it('of the template match the matrix, and each requires a bearer token', () => {
    const guarded = stack.deployment
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => String(properties.RouteKey).includes(' /privacy'))
    expect(guarded.map(({ properties }) => properties.RouteKey).toSorted()).toEqual(routes.toSorted())
    for (const { properties } of guarded) expect(properties.AuthorizationType).toBe('JWT')
  })

  it.each(cases)('include %s, which answers %s with %i', async (route, role, status) => {
    expect((await call(route, `Bearer ${await stack.token(role)}`)).status).toBe(status)
  })
})

const base64 = (value: object | Buffer) =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString('base64url')
const partsOf = (token: string) => token.split('.') as [string, string, string]
const claimsIn = (token: string) => JSON.parse(Buffer.from(partsOf(token)[1], 'base64url').toString())
const headerOf = (token: string) => JSON.parse(Buffer.from(partsOf(token)[0], 'base64url').toString())

/** Each makes from a good token one that must be rejected. */
const forgeries: Record<string, (good: string) => Promise<string | undefined> | string | undefined> = {
  'no token': () => undefined,
  'an empty token': () => 'Bearer ',
  'a word': () => 'Bearer privacy-officer',
  'another scheme': (good) => `Basic ${good}`,
  'an expired token': () => tokenWith({ exp: now() - 1, iat: now() - 3600 }),
  'a token that never expires': () => tokenWith({ exp: undefined }),
  'a token of the future': () => tokenWith({ iat: now() + 3600, exp: now() + 7200 }),
  'a token that is not valid yet': () => tokenWith({ nbf: now() + 3600 }),
  'another issuer’s name': () => tokenWith({ iss: 'https://issuer.example' }),
  'a token for another audience': () => tokenWith({ aud: 'another', client_id: 'another' }),
  'a token without an audience': () => tokenWith({ aud: undefined, client_id: undefined }),
  'alg: none': (good) => `Bearer ${base64({ ...headerOf(good), alg: 'none' })}.${partsOf(good)[1]}.`,
  'alg: none, with a signature': (good) =>
    `Bearer ${base64({ ...headerOf(good), alg: 'None' })}.${partsOf(good)[1]}.${partsOf(good)[2]}`,
  'claims that were changed': (good) => {
    const [header, , signature] = partsOf(good)
    return `Bearer ${header}.${base64({ ...claimsIn(good), 'cognito:groups': claimants })}.${signature}`
  },
  'a signature that was changed': (good) => {
    const [header, claims, signature] = partsOf(good)
    const first = signature.startsWith('A') ? 'B' : 'A'
    return `Bearer ${header}.${claims}.${first}${signature.slice(1)}`
  },
  'no signature': (good) => `Bearer ${partsOf(good).slice(0, 2).join('.')}.`,
  'a key of the forger’s own': (good) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const [header, claims] = partsOf(good)
    const signature = sign('sha256', Buffer.from(`${header}.${claims}`), privateKey)
    return `Bearer ${header}.${claims}.${base64(signature)}`
  },
  'HMAC by the public key': async (good) => {
    const jwks = (await (await fetch(`${stack.urls.signIn}/jwks`)).json()) as { keys: object[] }
    const key = JSON.stringify(jwks.keys[0])
    const header = base64({ ...headerOf(good), alg: 'HS256' })
    const claims = partsOf(good)[1]
    const signature = createHmac('sha256', key).update(`${header}.${claims}`).digest()
    return `Bearer ${header}.${claims}.${base64(signature)}`
  },
  'the same claims from another issuer': async () => {
    const other = await startSignIn({ port: 0, audience: 'supporter-engagement' })
    const token = await other.token('privacy-officer', { iss: stack.urls.signIn })
    await other.stop()
    return `Bearer ${token}`
  },
}

const now = () => Math.floor(Date.now() / 1000)

/** Signs other claims with the real key. */
async function tokenWith(claims: Record<string, unknown>): Promise<string> {
  return `Bearer ${await stack.token('privacy-officer', claims)}`
}

describe('a token', () => {
  it.each(Object.keys(forgeries))('that is %s is rejected by every route', async (name) => {
    const good = await stack.token('privacy-officer')
    const forged = await forgeries[name]?.(good)
    for (const route of routes) expect([route, (await call(route, forged)).status]).toEqual([route, 401])
  })

  it('that is rejected leaves route and status in the access log, and no trace anywhere else', async () => {
    const forged = `Bearer ${(await stack.token('privacy-officer')).slice(0, -4)}AAAA`
    const before = stack.logs.length
    expect((await call('GET /privacy/audit', forged)).status).toBe(401)
    expect(stack.logs).toHaveLength(before)
    const line = JSON.parse(stack.accessLog.at(-1) ?? '')
    expect(line).toEqual({ id: expect.any(String), route: 'GET /privacy/audit', status: '401' })
  })
})

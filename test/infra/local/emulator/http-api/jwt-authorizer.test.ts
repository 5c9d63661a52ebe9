import { type CryptoKey, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { JwtAuthorizer } from '../../../../../infra/local/emulator/http-api/jwt-authorizer.ts'

const configuration = { issuer: 'https://signin.example', audience: ['charity'] }
const valid = { iss: configuration.issuer, aud: 'charity', sub: 'officer-1', scope: 'openid privacy' }
let privateKey: CryptoKey
let authorizer: JwtAuthorizer

beforeAll(async () => {
  const pair = await generateKeyPair('RS256')
  privateKey = pair.privateKey
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }]
  authorizer = new JwtAuthorizer(configuration, createLocalJWKSet({ keys }))
})

function sign(
  claims: Record<string, unknown>,
  expires: string | number = '1h',
  key = privateKey,
): Promise<string> {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).setIssuedAt()
  return jwt.setExpirationTime(expires).sign(key)
}

const authorize = (token: string, scopes: string[] = []) => authorizer.authorize(`Bearer ${token}`, scopes)

test('a valid token is granted, with its claims as text', async () => {
  const token = await sign({
    ...valid,
    'cognito:groups': ['privacy-officer', 'staff'],
    level: 3,
    active: true,
  })
  expect(await authorize(token)).toMatchObject({
    outcome: 'granted',
    claims: { sub: 'officer-1', 'cognito:groups': '[privacy-officer staff]', level: '3', active: 'true' },
    scopes: null,
  })
})

test('the scheme may be left out, as in API Gateway', async () => {
  expect(await authorizer.authorize(await sign(valid), [])).toMatchObject({ outcome: 'granted' })
})

test('client_id counts only without aud', async () => {
  const { aud: _, ...withoutAudience } = valid
  expect(await authorize(await sign({ ...withoutAudience, client_id: 'charity' }))).toMatchObject({
    outcome: 'granted',
  })
  expect(await authorize(await sign({ ...valid, aud: 'other', client_id: 'charity' }))).toMatchObject({
    outcome: 'unauthorized',
  })
})

test('one of the route’s scopes is enough; without any, the result is forbidden', async () => {
  const token = await sign(valid)
  expect(await authorize(token, ['privacy', 'admin'])).toMatchObject({
    outcome: 'granted',
    scopes: ['openid', 'privacy'],
  })
  expect(await authorize(token, ['admin'])).toMatchObject({
    outcome: 'forbidden',
    challenge: 'Bearer scope="admin" error="insufficient_scope"',
  })
})

test('a missing token is challenged', async () => {
  expect(await authorizer.authorize(undefined, [])).toEqual({ outcome: 'unauthorized', challenge: 'Bearer' })
})

const forged: [string, () => Promise<string> | string][] = [
  ['expired', () => sign(valid, Math.floor(Date.now() / 1000) - 1)],
  ['not valid yet', () => sign({ ...valid, nbf: Math.floor(Date.now() / 1000) + 60 })],
  [
    'issued in the future',
    () =>
      new SignJWT(valid)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuedAt(Math.floor(Date.now() / 1000) + 60)
        .setExpirationTime('1h')
        .sign(privateKey),
  ],
  ['from another issuer', () => sign({ ...valid, iss: 'https://evil.example' })],
  ['for another audience', () => sign({ ...valid, aud: 'other' })],
  ['signed with another key', async () => sign(valid, '1h', (await generateKeyPair('RS256')).privateKey)],
  ['unsigned (alg none)', () => new UnsecuredJWT(valid).setExpirationTime('1h').encode()],
  [
    'signed with HMAC',
    () =>
      new SignJWT(valid)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(new Uint8Array(32)),
  ],
  [
    'without an expiry',
    () => new SignJWT(valid).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(privateKey),
  ],
  ['no token at all', () => 'nonsense'],
  [
    'tampered with',
    async () => {
      const [header, , signature] = (await sign(valid)).split('.')
      const payload = Buffer.from(JSON.stringify({ ...valid, exp: 9e9, sub: 'another person' })).toString(
        'base64url',
      )
      return [header, payload, signature].join('.')
    },
  ],
]

test.each(forged)('a token that is %s is refused', async (_what, make) => {
  expect(await authorize(await make())).toMatchObject({
    outcome: 'unauthorized',
    challenge: 'Bearer scope="" error="invalid_token"',
  })
})

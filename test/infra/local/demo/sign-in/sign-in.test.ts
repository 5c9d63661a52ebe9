import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignIn, startSignIn } from '../../../../../infra/local/demo/sign-in/sign-in.ts'

let signIn: SignIn

beforeAll(async () => {
  signIn = await startSignIn({ port: 0, audience: 'officers' })
})

afterAll(() => signIn.stop())

// biome-ignore lint/suspicious/noExplicitAny: responses have any shape
const json = async (response: Response): Promise<any> => response.json()

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

test('a token has the role as its group, and the overridden claims', async () => {
  const claims = claimsOf(await signIn.token('privacy-officer', { exp: 1 }))
  expect(claims).toMatchObject({
    iss: signIn.issuer,
    aud: 'officers',
    client_id: 'officers',
    'cognito:groups': ['privacy-officer'],
    exp: 1,
  })
})

test('a program gets a token for the role that it names as its scope', async () => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'privacy-officer' })
  const response = await fetch(`${signIn.url}/token`, { method: 'POST', body })
  const { access_token } = await json(response)
  expect(claimsOf(access_token)).toMatchObject({ 'cognito:groups': ['privacy-officer'], aud: 'officers' })
})

test('a person chooses a role, and the resulting code is exchanged for that role', async () => {
  const query = 'response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&state=s'
  const page = await (await fetch(`${signIn.url}/authorize?${query}`)).text()
  const link = /href="([^"]*role=privacy-officer)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  const { headers } = await fetch(`${signIn.url}${link}`, { redirect: 'manual' })
  const back = new URL(headers.get('location') ?? '')
  expect(back.searchParams.get('state')).toBe('s')
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: 'http://127.0.0.1/back',
  })
  const response = await fetch(`${signIn.url}/token`, { method: 'POST', body })
  const { access_token } = await json(response)
  expect(claimsOf(access_token)['cognito:groups']).toEqual(['privacy-officer'])
})

test('its keys are at the address in its discovery document', async () => {
  const { issuer, jwks_uri } = await json(await fetch(`${signIn.url}/.well-known/openid-configuration`))
  expect(issuer).toBe(signIn.issuer)
  const { keys } = await json(await fetch(jwks_uri))
  expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256' }])
})

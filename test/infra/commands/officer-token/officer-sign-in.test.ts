import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signInOfficer } from '../../../../infra/commands/officer-token/officer-sign-in.ts'
import { type SignIn, startSignIn } from '../../../../infra/local/demo/sign-in/sign-in.ts'
import { choosePorts } from '../../../../infra/local/ports.ts'

let signIn: SignIn
let callback: string
beforeAll(async () => {
  signIn = await startSignIn({ port: 0, audience: 'officers' })
  callback = `http://127.0.0.1:${(await choosePorts({ api: 0, inbox: 0, signIn: 0, aws: 0, site: 0 })).site}/signed-in`
})
afterAll(() => signIn.stop())

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** Follows the browser's redirects; `change` tampers with the last one. */
const visiting =
  (change = (url: URL) => url, seen: number[] = []) =>
  async (url: string) => {
    const at = new URL(url)
    at.searchParams.set('role', 'auditor')
    const sent = await fetch(at, { redirect: 'manual' })
    const back = new URL(sent.headers.get('location') ?? '')
    seen.push((await fetch(change(new URL(back)))).status)
    if (seen.at(-1) !== 200) seen.push((await fetch(back)).status)
  }

describe('an officer’s sign-in', () => {
  it('in the browser gives a token with their role', async () => {
    const shown: string[] = []
    const show = (url: string) => {
      shown.push(url)
      void visiting()(url)
    }
    const token = await signInOfficer({ issuer: signIn.issuer, clientId: 'officers', show, callback })
    expect(claimsOf(token)).toMatchObject({ 'cognito:groups': ['auditor'] })
    const query = new URL(shown[0] ?? '').searchParams
    expect([query.get('response_type'), query.get('code_challenge_method')]).toEqual(['code', 'S256'])
  })

  it('accepts only its own answer', async () => {
    const seen: number[] = []
    const forge = (url: URL) => {
      url.searchParams.set('state', 'forged')
      return url
    }
    const show = (url: string) => void visiting(forge, seen)(url)
    await signInOfficer({ issuer: signIn.issuer, clientId: 'officers', show, callback })
    expect(seen[0]).toBe(400)
  })

  it('that is refused says why', async () => {
    const refuse = (url: URL) => {
      url.searchParams.delete('code')
      url.searchParams.set('error', 'access_denied')
      return url
    }
    const show = (url: string) => void visiting(refuse)(url)
    const refused = signInOfficer({ issuer: signIn.issuer, clientId: 'officers', show, callback })
    await expect(refused).rejects.toThrow('access_denied')
  })

  it('at an invalid issuer says so', async () => {
    const nowhere = { issuer: `${signIn.url}/nope`, clientId: 'x', show: () => {}, callback }
    await expect(signInOfficer(nowhere)).rejects.toThrow('answered 404')
  })
})

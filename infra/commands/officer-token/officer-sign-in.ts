import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { officerCallback } from '../../../shared/settings/officer-callback.ts'

export interface OfficerSignIn {
  /** The OpenID Connect issuer, such as `https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_…`. */
  readonly issuer: string
  readonly clientId: string
  /** Shows the officer the URL of the sign-in page. */
  readonly show: (url: string) => void
  /** The URL on this machine to which the browser returns. */
  readonly callback?: string
}

/**
 * Signs an officer in through their browser: the authorization code flow with PKCE (RFC 6749, 7636, 8252).
 * @returns the access token
 * @throws an Error with the provider's answer if sign-in is refused
 */
export async function signInOfficer({
  issuer,
  clientId,
  show,
  callback = officerCallback,
}: OfficerSignIn): Promise<string> {
  const { authorization_endpoint, token_endpoint } = await discover(issuer)
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(16).toString('base64url')
  const url = new URL(authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope: 'openid',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  const code = await receiveCode(callback, state, () => show(url.href))
  const form = { grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: callback }
  const reply = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({ ...form, code_verifier: verifier }),
  })
  if (!reply.ok) throw new Error(`The sign-in answered ${reply.status}: ${await reply.text()}`)
  return ((await reply.json()) as { access_token: string }).access_token
}

async function discover(issuer: string) {
  const reply = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (!reply.ok) throw new Error(`The issuer ${issuer} answered ${reply.status}`)
  return (await reply.json()) as { authorization_endpoint: string; token_endpoint: string }
}

/** Listens on this machine only, for one answer. */
function receiveCode(callback: string, state: string, listening: () => void): Promise<string> {
  const { port, hostname, pathname } = new URL(callback)
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const { pathname: path, searchParams } = new URL(request.url ?? '/', callback)
      // Ignores the answer of another sign-in, or a forged one.
      const isThisSignIn = path === pathname && searchParams.get('state') === state
      response.writeHead(isThisSignIn ? 200 : 400, {
        'content-type': 'text/plain; charset=utf-8',
        connection: 'close',
      })
      response.end(isThisSignIn ? 'You can close this window.' : 'This is not your sign-in.')
      if (!isThisSignIn) return
      server.close()
      const code = searchParams.get('code')
      if (code) resolve(code)
      else reject(new Error(`The sign-in was refused: ${searchParams.get('error') ?? 'without a reason'}`))
    })
    server.on('error', reject)
    server.listen(Number(port), hostname, listening)
  })
}

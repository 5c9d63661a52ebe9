import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type MutableRedirectUri, type MutableToken, OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server'
import { type LocalServer, serve } from '../../emulator/endpoint/http-server.ts'
import { chooseRolePage, noRole } from './sign-in-page.ts'

export interface SignIn extends LocalServer {
  /**
   * The issuer for a JWT authorizer, equal to `url`. Its keys are found through `/.well-known/openid-configuration`.
   */
  issuer: string
  /** Returns a bearer token for the role; `overrides` replace claims. */
  token(role: string, overrides?: Record<string, unknown>): Promise<string>
}

export interface SignInOptions {
  /** 0 for any free port. */
  port: number
  /** The user pool client that tokens are for. */
  audience: string
  /** The roles that the sign-in page offers. */
  roles?: string[]
}

/**
 * Serves a stand-in for the officers' user pool, which grants any role without a password.
 *
 * A program gets a token as an OAuth 2.0 client would, the scope being the role:
 *
 *     curl -d grant_type=client_credentials -d scope=privacy-officer http://127.0.0.1:8026/token
 *
 * A browser is sent to `/authorize`, where a person chooses a role.
 */
export async function startSignIn({
  port,
  audience,
  roles = ['privacy-officer'],
}: SignInOptions): Promise<SignIn> {
  const issuer = new OAuth2Issuer()
  await issuer.keys.generate('RS256')
  const service = new OAuth2Service(issuer)
  const chosen = rolesByCode(service)
  service.on('beforeTokenSigning', (token: MutableToken, request: { body: TokenForm }) =>
    Object.assign(token.payload, claims(chosen(request.body), audience)),
  )
  const server = await serve(port, (request, response) => {
    if (needsRole(request)) return showPage(request, response, roles)
    return service.requestHandler(request, response)
  })
  issuer.url = server.url
  return {
    ...server,
    issuer: server.url,
    token: (role, overrides = {}) =>
      issuer.buildToken({
        scopesOrTransform: (_, payload) => Object.assign(payload, claims(role, audience), overrides),
      }),
  }
}

interface TokenForm {
  scope?: string
  code?: string
}

/** Returns a function that finds the role of a token request: the role chosen on the page, or the scope. */
function rolesByCode(service: OAuth2Service): (form: TokenForm) => string {
  const roles = new Map<string, string>()
  service.on('beforeAuthorizeRedirect', ({ url }: MutableRedirectUri, request: IncomingMessage) => {
    const role = queryOf(request).get('role')
    const code = url.searchParams.get('code')
    if (role && code) roles.set(code, role)
  })
  return ({ code = '', scope = '' }) => roles.get(code) ?? scope.split(' ')[0] ?? ''
}

/** Returns the claims of both Cognito tokens, the access token's `client_id` and the ID token's `aud`, for one token. */
function claims(role: string, audience: string): Record<string, unknown> {
  return {
    sub: `local-${role || noRole}`,
    aud: audience,
    client_id: audience,
    'cognito:groups': role === '' || role === noRole ? [] : [role],
    scope: 'openid',
    token_use: 'access',
    jti: randomUUID(),
  }
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
}

function needsRole(request: IncomingMessage): boolean {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  return request.method === 'GET' && pathname === '/authorize' && !queryOf(request).has('role')
}

function showPage(request: IncomingMessage, response: ServerResponse, roles: string[]): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  })
  response.end(chooseRolePage(roles, queryOf(request)))
}

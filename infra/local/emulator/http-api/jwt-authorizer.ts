import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'

export interface JwtConfiguration {
  issuer: string
  audience: string[]
}

export type Authorization =
  | { outcome: 'granted'; claims: Record<string, string>; scopes: string[] | null }
  | { outcome: 'unauthorized' | 'forbidden'; challenge: string }

/** API Gateway accepts RSA signatures only. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

/** A JWT authorizer of an HTTP API: checks issuer, `aud` or `client_id`, times, and the route's scopes. */
export class JwtAuthorizer {
  readonly #configuration: JwtConfiguration
  readonly #key: JWTVerifyGetKey | undefined
  #discovered: Promise<JWTVerifyGetKey> | undefined

  /** @param key returns the issuer's keys; found by discovery unless given */
  constructor(configuration: JwtConfiguration, key?: JWTVerifyGetKey) {
    this.#configuration = configuration
    this.#key = key
  }

  async authorize(header: string | undefined, requiredScopes: string[]): Promise<Authorization> {
    const token = header?.replace(/^Bearer\s+/i, '').trim()
    if (!token) return { outcome: 'unauthorized', challenge: 'Bearer' }
    try {
      const payload = await this.#verify(token)
      const scopes = scopesOf(payload)
      if (requiredScopes.length > 0 && !requiredScopes.some((scope) => scopes.includes(scope)))
        return { outcome: 'forbidden', challenge: challenge('insufficient_scope', requiredScopes) }
      return {
        outcome: 'granted',
        claims: claimsAsText(payload),
        scopes: requiredScopes.length > 0 ? scopes : null,
      }
    } catch (error) {
      if (error instanceof errors.JOSEError)
        return { outcome: 'unauthorized', challenge: challenge('invalid_token', []) }
      throw error
    }
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.#configuration
    const options = { issuer, algorithms, requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(token, this.#key ?? (await this.#discover()), options)
    if (payload.iat !== undefined && payload.iat > Date.now() / 1000)
      throw new errors.JWTClaimValidationFailed('the token is from the future', payload, 'iat')
    const named = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat()
    if (!named.some((name) => typeof name === 'string' && audience.includes(name)))
      throw new errors.JWTClaimValidationFailed('the token is for another audience', payload, 'aud')
    return payload
  }

  #discover(): Promise<JWTVerifyGetKey> {
    this.#discovered ??= discover(this.#configuration.issuer).catch((error) => {
      this.#discovered = undefined
      throw error
    })
    return this.#discovered
  }
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (!response.ok) throw new Error(`The issuer ${issuer} answered discovery with ${response.status}`)
  const { jwks_uri } = (await response.json()) as { jwks_uri: string }
  return createRemoteJWKSet(new URL(jwks_uri))
}

function scopesOf({ scope, scp }: JWTPayload): string[] {
  const found = scope ?? scp ?? ''
  return Array.isArray(found) ? found.map(String) : String(found).split(' ').filter(Boolean)
}

/** Turns claims into text as API Gateway does; a list becomes `[a b]`. */
function claimsAsText(payload: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]))
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function challenge(error: string, scopes: string[]): string {
  return `Bearer scope="${scopes.join(' ')}" error="${error}"`
}

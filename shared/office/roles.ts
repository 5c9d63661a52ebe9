import type { HttpRequest } from '../web/request.ts'

export const roles = ['privacy-officer', 'auditor', 'communications'] as const
export type Role = (typeof roles)[number]

/** The claim that Cognito puts a user's groups in. */
export const groupsClaim = 'cognito:groups'

/** Who issues the tokens, if it is not the stack's own user pool. */
export interface OutsideIssuer {
  /** Where its tokens carry roles, and nothing else. */
  readonly rolesClaim: string
}

/**
 * The officer's roles. API Gateway hands a list over as the text `[a b]`, so that a group whose name has a space reads
 * like two. Cognito allows no such name; another issuer may, and a group “no privacy-officer” must not be one: a claim of
 * theirs with any word that is no role gives none.
 */
export function rolesOf({ claims }: Pick<HttpRequest, 'claims'>, outside: OutsideIssuer | undefined): Role[] {
  const named = wordsIn(claims[outside?.rolesClaim ?? groupsClaim])
  if (outside && !named.every(isRole)) return []
  return roles.filter((role) => named.includes(role))
}

/** Of a list its elements; any other text is one word. */
function wordsIn(claim: unknown): string[] {
  if (typeof claim !== 'string') return []
  const [, list] = /^\[(.*)\]$/s.exec(claim) ?? []
  return list === undefined ? [claim] : list.split(' ').filter((word) => word !== '')
}

const isRole = (word: string): word is Role => roles.some((role) => role === word)

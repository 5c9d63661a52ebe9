import type { HttpRequest } from '../web/request.ts'

export const roles = ['privacy-officer', 'auditor', 'communications'] as const
export type Role = (typeof roles)[number]

/** The claim that holds a user's groups in Cognito's tokens. */
export const groupsClaim = 'cognito:groups'

/** A token issuer in place of the stack's own user pool. */
export interface OutsideIssuer {
  /** The claim that holds our roles and nothing else. */
  readonly rolesClaim: string
}

/**
 * Returns the officer's roles. API Gateway turns a list into the text `[a b]`, in which a group whose name has a
 * space reads like two. Cognito allows no such name, but another issuer may, and its group “no privacy-officer” must
 * not grant that role: another issuer's claim grants none if any word in it is not a role.
 */
export function rolesOf({ claims }: Pick<HttpRequest, 'claims'>, outside: OutsideIssuer | undefined): Role[] {
  const named = wordsIn(claims[outside?.rolesClaim ?? groupsClaim])
  if (outside && !named.every(isRole)) return []
  return roles.filter((role) => named.includes(role))
}

/** Splits a list into its elements; returns any other text as one word. */
function wordsIn(claim: unknown): string[] {
  if (typeof claim !== 'string') return []
  const [, list] = /^\[(.*)\]$/s.exec(claim) ?? []
  return list === undefined ? [claim] : list.split(' ').filter((word) => word !== '')
}

const isRole = (word: string): word is Role => roles.some((role) => role === word)

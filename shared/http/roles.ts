import type { Request } from './request.ts'

export const roles = ['privacy-officer', 'auditor', 'communications'] as const
export type Role = (typeof roles)[number]

/** The officer's roles, from the claim that Cognito calls groups. API Gateway hands a list over as `[a b]`. */
export function rolesOf({ claims }: Request): Role[] {
  const claim = claims['cognito:groups']
  const named = Array.isArray(claim)
    ? claim
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
  return roles.filter((role) => named.includes(role))
}

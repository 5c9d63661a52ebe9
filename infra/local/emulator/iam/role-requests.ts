import type { Access } from '../endpoint/call.ts'
import type { PolicyDocument, Statement } from '../template/deployment.ts'
import { type Conditions, type Context, conditionsHold, list, wildcard } from './conditions.ts'

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny'

/**
 * Evaluates policies for one access: an explicit deny wins, and an access that no statement allows is denied.
 * @param context the condition keys of the call
 * @param principal the caller's names, for a resource's policy, whose statements have principals
 * @throws UnknownCondition if a statement about this access has a condition that the emulator does not know
 */
export function evaluate(
  policies: PolicyDocument[],
  access: Access,
  context: Context,
  principal?: string[],
): Decision {
  const about = policies
    .flatMap(({ Statement }) => list(Statement))
    .filter((statement) => isAbout(statement, access, principal))
    .filter((statement) => conditionsHold(statement.Condition as Conditions | undefined, context))
  if (about.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny'
  return about.some(({ Effect }) => Effect === 'Allow') ? 'allowed' : 'implicitDeny'
}

function isAbout(statement: Statement, { action, resource }: Access, principal?: string[]): boolean {
  const actionMatches = statement.NotAction
    ? !matchesAny(statement.NotAction, action, 'i')
    : matchesAny(statement.Action, action, 'i')
  if (!actionMatches) return false
  if (principal && !isAboutPrincipal(statement.Principal, principal)) return false
  return statement.NotResource
    ? !matchesAny(statement.NotResource, resource)
    : matchesAny(statement.Resource, resource)
}

function matchesAny(patterns: string | string[] | undefined, value: string, flags = ''): boolean {
  return list(patterns).some((pattern) => wildcard(pattern, flags).test(value))
}

function isAboutPrincipal(written: unknown, principals: string[]): boolean {
  if (written === '*') return true
  const named = list((written as { AWS?: string | string[] } | undefined)?.AWS)
  return named.some((name) => name === '*' || principals.includes(name))
}

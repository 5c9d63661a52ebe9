import { describe, expect, it } from 'vitest'
import { type Role, rolesOf } from '../../../shared/office/roles.ts'

const pool = undefined
const outside = { rolesClaim: 'roles' }
const all: Role[] = ['privacy-officer', 'auditor', 'communications']

describe('roles', () => {
  // The claim as API Gateway passes it on; the roles by groups of the stack's own pool; the roles by another issuer's
  // claim.
  it.each<[string, unknown, Role[], Role[]]>([
    ['no claim', undefined, [], []],
    ['an empty text', '', [], []],
    ['an empty list', '[]', [], []],
    ['a list of one', '[auditor]', ['auditor'], ['auditor']],
    ['a list of all, in any order', '[communications auditor privacy-officer]', all, all],
    ['a text', 'auditor', ['auditor'], ['auditor']],
    ['a role twice', '[auditor auditor]', ['auditor'], ['auditor']],
    ['a further group', '[staff auditor]', ['auditor'], []],
    ['a group with a space, which no pool allows', '[not privacy-officer]', ['privacy-officer'], []],
    ['such a group next to a role', '[auditor not privacy-officer]', ['privacy-officer', 'auditor'], []],
    ['a text with a space', 'not privacy-officer', [], []],
    ['two roles as a text', 'auditor communications', [], []],
    ['a text with commas', 'auditor,communications', [], []],
    ['a group with a comma', '[staff,auditor]', [], []],
    ['a tab as separator', '[staff\tauditor]', [], []],
    ['a line break as separator', '[staff\nauditor]', [], []],
    ['a no-break space as separator', '[staff\u00a0auditor]', [], []],
    ['nested brackets', '[[auditor]]', [], []],
    ['an unclosed list', '[auditor', [], []],
    ['JSON', '["auditor"]', [], []],
    ['another case', '[Auditor]', [], []],
    ['a longer word', '[auditors]', [], []],
    ['an object', { auditor: true }, [], []],
    ['a list that was not made into text', ['auditor'], [], []],
    ['a number', 7, [], []],
  ])('in %s, %j, are %j from the pool and %j from another issuer', (_, claim, fromPool, fromOutside) => {
    expect(rolesOf({ claims: { 'cognito:groups': claim } }, pool)).toEqual(fromPool)
    expect(rolesOf({ claims: { roles: claim } }, outside)).toEqual(fromOutside)
  })

  it('are read from the claim that the settings name, and from no other', () => {
    const claims = { 'cognito:groups': '[privacy-officer]', roles: '[auditor]' }
    expect(rolesOf({ claims }, pool)).toEqual(['privacy-officer'])
    expect(rolesOf({ claims }, outside)).toEqual(['auditor'])
    expect(rolesOf({ claims: { 'cognito:groups': '[privacy-officer]' } }, outside)).toEqual([])
  })
})

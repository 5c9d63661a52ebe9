import { describe, expect, it } from 'vitest'
import { type Role, rolesOf } from '../../../shared/office/roles.ts'

const pool = undefined
const outside = { rolesClaim: 'roles' }
const all: Role[] = ['privacy-officer', 'auditor', 'communications']

describe('roles', () => {
  // What the token says, as API Gateway hands it over; by a group of the stack's own pool; by another issuer's claim.
  it.each<[string, unknown, Role[], Role[]]>([
    ['no claim', undefined, [], []],
    ['an empty text', '', [], []],
    ['an empty list', '[]', [], []],
    ['a list of one', '[auditor]', ['auditor'], ['auditor']],
    ['a list of all, in any order', '[communications auditor privacy-officer]', all, all],
    ['a text', 'auditor', ['auditor'], ['auditor']],
    ['a role twice', '[auditor auditor]', ['auditor'], ['auditor']],
    ['a further group', '[staff auditor]', ['auditor'], []],
    ['a group with a space, which no pool has', '[not privacy-officer]', ['privacy-officer'], []],
    ['such a group beside a role', '[auditor not privacy-officer]', ['privacy-officer', 'auditor'], []],
    ['a text with a space', 'not privacy-officer', [], []],
    ['two roles as a text', 'auditor communications', [], []],
    ['a text with commas', 'auditor,communications', [], []],
    ['a group with a comma', '[staff,auditor]', [], []],
    ['a tab between', '[staff\tauditor]', [], []],
    ['a line break between', '[staff\nauditor]', [], []],
    ['a no-break space between', '[staff\u00a0auditor]', [], []],
    ['brackets within', '[[auditor]]', [], []],
    ['half a list', '[auditor', [], []],
    ['JSON', '["auditor"]', [], []],
    ['another case', '[Auditor]', [], []],
    ['a longer word', '[auditors]', [], []],
    ['an object', { auditor: true }, [], []],
    ['a list that nobody made text of', ['auditor'], [], []],
    ['a number', 7, [], []],
  ])('of %s, %j: %j from the pool, %j from another issuer', (_, claim, fromPool, fromOutside) => {
    expect(rolesOf({ claims: { 'cognito:groups': claim } }, pool)).toEqual(fromPool)
    expect(rolesOf({ claims: { roles: claim } }, outside)).toEqual(fromOutside)
  })

  it('are in the claim that the settings name, and in no other', () => {
    const claims = { 'cognito:groups': '[privacy-officer]', roles: '[auditor]' }
    expect(rolesOf({ claims }, pool)).toEqual(['privacy-officer'])
    expect(rolesOf({ claims }, outside)).toEqual(['auditor'])
    expect(rolesOf({ claims: { 'cognito:groups': '[privacy-officer]' } }, outside)).toEqual([])
  })
})

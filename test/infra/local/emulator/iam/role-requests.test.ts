import { describe, expect, test } from 'vitest'
import { evaluate } from '../../../../../infra/local/emulator/iam/role-requests.ts'
import { generateSecretString } from '../../../../../infra/local/emulator/secrets-manager/secret-string.ts'
import type { Statement } from '../../../../../infra/local/emulator/template/deployment.ts'

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/Ledger'

function decide(statement: Partial<Statement>, context: Record<string, string | string[] | undefined> = {}) {
  const whole: Statement = { Effect: 'Allow', Action: '*', Resource: '*', ...statement }
  return evaluate([{ Statement: whole }], { action: 'dynamodb:PutItem', resource: table }, context)
}

describe('a statement is about a call', () => {
  test.each<[string, Partial<Statement>, string]>([
    ['whose action it names in any case', { Action: 'DynamoDB:putitem' }, 'allowed'],
    ['whose action matches a wildcard', { Action: 'dynamodb:P?t*' }, 'allowed'],
    ['but not of which it names a prefix only', { Action: 'dynamodb:Put' }, 'implicitDeny'],
    ['whose resource it names in the same case', { Resource: table.toLowerCase() }, 'implicitDeny'],
    ['whose resource matches, dots being dots', { Resource: table.replaceAll(':', '.') }, 'implicitDeny'],
    ['unless NotResource names it', { NotResource: table }, 'implicitDeny'],
  ])('%s', (_, statement, decision) => expect(decide(statement)).toBe(decision))

  test('unless NotAction names it', () => {
    const statement: Statement = { Effect: 'Allow', NotAction: 'dynamodb:Put*', Resource: '*' }
    expect(evaluate([{ Statement: statement }], { action: 'dynamodb:PutItem', resource: table }, {})).toBe(
      'implicitDeny',
    )
    expect(evaluate([{ Statement: statement }], { action: 'dynamodb:Query', resource: table }, {})).toBe(
      'allowed',
    )
  })
})

describe('conditions hold as in IAM', () => {
  test.each<[string, Statement['Condition'], Record<string, string | string[] | undefined>, boolean]>([
    ['a Bool', { Bool: { k: 'true' } }, { k: 'true' }, true],
    ['a positive operator fails without its key', { StringEquals: { k: 'a' } }, { k: undefined }, false],
    ['a negated one holds without it', { StringNotEquals: { k: 'a' } }, { k: undefined }, true],
    ['IfExists holds without it', { StringEqualsIfExists: { k: 'a' } }, { k: undefined }, true],
    ['Null sees that it is missing', { Null: { k: 'true' } }, { k: undefined }, true],
    ['any of several values will do', { StringLike: { k: ['x', 'a*'] } }, { k: 'ab' }, true],
    ['a negated operator wants none of them', { StringNotEquals: { k: ['a', 'b'] } }, { k: 'b' }, false],
    ['ForAllValues wants all', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['a', 'c'] }, false],
    ['ForAllValues is content with nothing', { 'ForAllValues:StringEquals': { k: 'a' } }, { k: [] }, true],
    ['ForAnyValue wants one', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['a', 'c'] }, true],
    ['ForAnyValue is not content with nothing', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: [] }, false],
    [
      'keys go in any case',
      { ArnLike: { 'AWS:SourceArn': 'arn:*:x' } },
      { 'aws:sourcearn': 'arn:aws:x' },
      true,
    ],
    [
      'no plain operator matches a multi-valued key',
      { StringEquals: { 'Events:Source': 'a' } },
      { 'events:source': 'a' },
      false,
    ],
    [
      'a quantifier does',
      { 'ForAllValues:StringEquals': { 'events:source': 'a' }, Null: { 'events:source': 'false' } },
      { 'events:source': 'a' },
      true,
    ],
    ['numbers compare as numbers', { NumericLessThan: { k: '10' } }, { k: '9' }, true],
  ])('%s', (_, Condition, context, holds) =>
    expect(decide({ ...(Condition ? { Condition } : {}) }, context)).toBe(holds ? 'allowed' : 'implicitDeny'),
  )

  test.each([
    [{ DateLessThan: { k: '2026-01-01' } }, 'DateLessThan'],
    [{ StringEquals: { unheard: 'x' } }, 'unheard'],
  ])('an unknown condition is an error: %o', (Condition, name) =>
    expect(() => decide({ Condition }, { k: 'x' })).toThrow(name),
  )
})

test.each([
  [{}, /^[!-~]{32}$/],
  [{ PasswordLength: 50, ExcludePunctuation: 'true' }, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{50}$/],
  [
    { PasswordLength: 8, ExcludeUppercase: true, ExcludeLowercase: true, ExcludePunctuation: true },
    /^\d{8}$/,
  ],
  [{ ExcludeCharacters: 'abc"@/\\', ExcludePunctuation: true }, /^[^abc]{32}$/],
])('a secret is generated under %o', (options, pattern) => {
  expect(generateSecretString(options)).toMatch(pattern)
})

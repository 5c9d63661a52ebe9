// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { expect, test } from 'vitest'
import { holds, resolve, type Scope } from '../../../../../infra/local/emulator/template/template.ts'

const scope: Scope = {
  template: {
    Resources: {},
    Parameters: { Stage: { Default: 'live' }, Secret: {} },
    Conditions: {
      IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
      IsTest: { 'Fn::Not': [{ Condition: 'IsLive' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
      Both: { 'Fn::And': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
    },
    Mappings: { Sizes: { live: { memory: 512 } } },
  },
  pseudoParameters: { 'AWS::Region': 'eu-west-2', 'AWS::Partition': 'aws' },
  ref: (logicalId) => `ref-${logicalId}`,
  attribute: (logicalId, name) => `${logicalId}.${name}`,
}

test.each([
  ['a parameter', { Ref: 'Stage' }, 'live'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-2'],
  ['a resource', { Ref: 'Table' }, 'ref-Table'],
  ['an attribute as a list', { 'Fn::GetAtt': ['Table', 'StreamArn'] }, 'Table.StreamArn'],
  ['an attribute as text', { 'Fn::GetAtt': 'Table.StreamArn' }, 'Table.StreamArn'],
  ['a nested join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-live'],
  [
    'a substitution',
    { 'Fn::Sub': '${Stage}/${Table.Arn}/${!kept}/${AWS::Region}' },
    'live/Table.Arn/${kept}/eu-west-2',
  ],
  ['a substitution with variables', { 'Fn::Sub': ['${x}', { x: { Ref: 'Stage' } }] }, 'live'],
  ['a selection of a split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
  ['a condition that holds', { 'Fn::If': ['IsLive', 'yes', 'no'] }, 'yes'],
  ['a condition that does not', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'no'],
  ['a mapping', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 512],
  ['base64', { 'Fn::Base64': 'a' }, 'YQ=='],
  ['a property without a value', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  ['an item without a value', ['a', { 'Fn::If': ['IsTest', 'b', { Ref: 'AWS::NoValue' }] }], ['a']],
])('resolves %s', (_name, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected)
})

test.each([
  ['IsLive', true],
  ['IsTest', false],
  ['Either', true],
  ['Both', false],
])('evaluates the condition %s as %s', (name, expected) => {
  expect(holds(name, scope)).toBe(expected)
})

test.each([
  [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
  [{ Ref: 'Secret' }, 'Secret'],
  [{ Ref: 'AWS::Moon' }, 'AWS::Moon'],
  [{ 'Fn::If': ['Never', 1, 2] }, 'Never'],
  [{ 'Fn::Select': [7, ['a']] }, 'item 7'],
  ['{{resolve:secretsmanager:x}}', 'dynamic references'],
])('names an unknown value: %j', (value, named) => {
  expect(() => resolve(value, scope)).toThrow(named)
})

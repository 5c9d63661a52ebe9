import { expect, test } from 'vitest'
import { matchesPattern } from '../../../../../infra/local/emulator/eventbridge/event-pattern.ts'

const event = {
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  resources: ['arn:a', 'arn:b'],
  detail: {
    size: 5,
    kind: null,
    mail: { to: ['x@example.org'] },
    recipients: [{ code: '5.1.1' }, { code: '4.0.0' }],
  },
}

test.each([
  ['an exact value', { source: ['aws.ses'] }, true],
  ['one of several values', { 'detail-type': ['Email Delivered', 'Email Bounced'] }, true],
  ['another value', { source: ['aws.s3'] }, false],
  ['every field of the pattern', { source: ['aws.ses'], 'detail-type': ['Email Delivered'] }, false],
  ['an item of a list', { resources: ['arn:b'] }, true],
  ['a nested value', { detail: { size: [5] } }, true],
  ['a number that is not the text', { detail: { size: ['5'] } }, false],
  ['null', { detail: { kind: [null] } }, true],
  ['a list of objects', { detail: { recipients: { code: ['4.0.0'] } } }, true],
  ['a prefix', { source: [{ prefix: 'aws.' }] }, true],
  ['a prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
  ['a suffix', { source: [{ suffix: 's3' }] }, false],
  ['text in any case', { source: [{ 'equals-ignore-case': 'AWS.SES' }] }, true],
  ['a wildcard', { 'detail-type': [{ wildcard: 'Email*ed' }] }, true],
  ['anything but a value', { source: [{ 'anything-but': 'aws.s3' }] }, true],
  ['anything but a list with it', { source: [{ 'anything-but': ['aws.ses', 'aws.s3'] }] }, false],
  ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }, false],
  ['anything but, where nothing is', { absent: [{ 'anything-but': 'x' }] }, false],
  ['a field that exists', { source: [{ exists: true }] }, true],
  ['a field that does not', { absent: [{ exists: false }] }, true],
  ['an object, which is no leaf that exists', { detail: [{ exists: true }] }, false],
  ['a number in a range', { detail: { size: [{ numeric: ['>', 1, '<=', 5] }] } }, true],
  ['a number out of range', { detail: { size: [{ numeric: ['<', 5] }] } }, false],
  ['either of two', { $or: [{ source: ['x'] }, { detail: { size: [5] } }] }, true],
  ['a field of what is not there', { absent: { deeper: ['x'] } }, false],
])('%s: %j is %s', (_what, pattern, expected) => {
  expect(matchesPattern(pattern, event)).toBe(expected)
})

test('a stream’s filter is a pattern over the record', () => {
  const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { mail: { S: [{ exists: true }] } } } }
  const record = (image: object) => ({ eventName: 'INSERT', dynamodb: { NewImage: image } })
  expect(matchesPattern(pattern, record({ mail: { S: 'confirmation' } }))).toBe(true)
  expect(matchesPattern(pattern, record({}))).toBe(false)
})

test('an unknown matcher is named', () => {
  expect(() => matchesPattern({ source: [{ cidr: '10.0.0.0/24' }] }, event)).toThrow('cidr')
})

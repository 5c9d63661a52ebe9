import { expect, test } from 'vitest'
import { nextFiring } from '../../../../../infra/local/emulator/eventbridge/schedule-expression.ts'

// A Wednesday.
const after = new Date('2026-11-25T10:30:00Z')

test.each([
  ['rate(1 minute)', '2026-11-25T10:31:00.000Z'],
  ['rate(2 hours)', '2026-11-25T12:30:00.000Z'],
  ['rate(7 days)', '2026-12-02T10:30:00.000Z'],
  ['cron(0 3 * * ? *)', '2026-11-26T03:00:00.000Z'],
  ['cron(0/15 * * * ? *)', '2026-11-25T10:45:00.000Z'],
  ['cron(0 9 ? * MON *)', '2026-11-30T09:00:00.000Z'],
  ['cron(0 9 ? * 2 *)', '2026-11-30T09:00:00.000Z'],
  ['cron(0 9 ? * 2-6 *)', '2026-11-26T09:00:00.000Z'],
  ['cron(0 9 ? * 2#1 *)', '2026-12-07T09:00:00.000Z'],
  ['cron(0 8 1 * ? *)', '2026-12-01T08:00:00.000Z'],
  ['cron(0 8 1 1 ? 2028)', '2028-01-01T08:00:00.000Z'],
  ['cron(0 8 L * ? *)', '2026-11-30T08:00:00.000Z'],
  ['at(2026-12-24T18:00:00)', '2026-12-24T18:00:00.000Z'],
])('%s fires next at %s', (expression, expected) => {
  expect(nextFiring(expression, after)?.toISOString()).toBe(expected)
})

test('a schedule in a time zone follows its clock', () => {
  const next = nextFiring('cron(0 9 * * ? *)', new Date('2026-07-01T00:00:00Z'), 'Europe/London')
  expect(next?.toISOString()).toBe('2026-07-01T08:00:00.000Z')
})

test.each(['cron(0 8 1 1 ? 2020)', 'at(2020-01-01T00:00:00)'])('%s never fires again', (expression) => {
  expect(nextFiring(expression, after)).toBeUndefined()
})

test.each([
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 days)',
  'cron(0 3 * * *)',
  'cron(0 3 * * * *)',
  'cron(0 3 ? * ? *)',
  'every day',
])('%s is refused, as in AWS', (expression) => {
  expect(() => nextFiring(expression, after)).toThrow()
})

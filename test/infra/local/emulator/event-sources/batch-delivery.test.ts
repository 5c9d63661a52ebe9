import { expect, test } from 'vitest'
import {
  type Discarded,
  deliver,
  type RetryPolicy,
  type StreamRecord,
} from '../../../../../infra/local/emulator/event-sources/batch-delivery.ts'
import type { Invocation } from '../../../../../infra/local/emulator/lambda/sandbox.ts'

const now = 1_800_000_000_000
const success: Invocation = { ok: true, payload: null }
const error: Invocation = { ok: false, error: { errorType: 'Error', errorMessage: 'no' } }
const failing = (...identifiers: unknown[]): Invocation => ({
  ok: true,
  payload: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
})

const record = (name: string, ageInSeconds = 0) =>
  ({
    eventID: name,
    eventName: 'INSERT',
    dynamodb: { Keys: {}, SequenceNumber: name, ApproximateCreationDateTime: now / 1000 - ageInSeconds },
  }) satisfies StreamRecord
const namesOf = (records: StreamRecord[]) => records.map(({ eventID }) => eventID).join('')

/** Delivers records named by letters. @returns the invocations, finished and discarded records, in order */
async function delivery(
  records: StreamRecord[],
  answer: (names: string, attempt: number) => Invocation,
  policy: Partial<RetryPolicy> = {},
) {
  const invoked: string[] = []
  const done: string[] = []
  const discarded: Discarded[] = []
  const pauses: number[] = []
  const whole = {
    reportsBatchItemFailures: true,
    bisects: false,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
  }
  await deliver(
    records,
    { ...whole, ...policy },
    {
      invoke: async (batch) => {
        invoked.push(namesOf(batch))
        return answer(namesOf(batch), invoked.length)
      },
      done: (finished) => finished.length > 0 && done.push(namesOf(finished)),
      discard: async (batch) => void discarded.push(batch),
      pause: async (ms) => pauses.push(ms) < 50,
      now: () => now,
    },
  )
  return { invoked, done: done.join(''), discarded, pauses }
}

const abcd = ['a', 'b', 'c', 'd'].map((name) => record(name))

test('a batch that succeeds is delivered once', async () => {
  expect(await delivery(abcd, () => success)).toMatchObject({ invoked: ['abcd'], done: 'abcd', pauses: [] })
})

test('a batch that fails is delivered again whole, until it succeeds', async () => {
  const { invoked, done } = await delivery(abcd, (_, attempt) => (attempt < 3 ? error : success))
  expect([invoked, done]).toEqual([['abcd', 'abcd', 'abcd'], 'abcd'])
})

test('all records from the first reported failure on are delivered again, even those that succeeded', async () => {
  const { invoked, done } = await delivery(abcd, (_, attempt) =>
    attempt === 1 ? failing('d', 'b') : success,
  )
  expect([invoked, done]).toEqual([['abcd', 'bcd'], 'abcd'])
})

test.each([
  ['no answer', { ok: true, payload: null }, 1],
  ['an answer without a list', { ok: true, payload: {} }, 1],
  ['an empty list', failing(), 1],
  ['an unknown identifier', failing('x'), 2],
  ['an empty identifier', failing(''), 2],
  ['a null identifier', failing(null), 2],
] as const)('%s takes %3$i deliveries of the whole', async (_what, answer, times) => {
  const { invoked } = await delivery(abcd, (_, attempt) => (attempt === 1 ? answer : success))
  expect(invoked).toEqual(Array(times).fill('abcd'))
})

test('reported failures are ignored if the mapping does not ask for them', async () => {
  const { invoked } = await delivery(abcd, () => failing('b'), { reportsBatchItemFailures: false })
  expect(invoked).toEqual(['abcd'])
})

test('bisecting isolates a record that always fails, in order, and only that record is discarded', async () => {
  const policy = { bisects: true, maximumRetryAttempts: 2 }
  const { invoked, done, discarded } = await delivery(
    abcd,
    (names) => (names.includes('c') ? error : success),
    policy,
  )
  expect(invoked).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'c', 'd'])
  expect(done).toBe('abcd')
  expect(discarded).toMatchObject([
    { condition: 'RetryAttemptsExhausted', attempts: 3, error: { errorType: 'Error' } },
  ])
  expect(namesOf(discarded[0]?.records ?? [])).toBe('c')
})

test('without bisecting, a record that always fails takes the rest of its batch with it', async () => {
  const answer = (names: string) => failing(names.includes('b') ? 'b' : '')
  const { invoked, discarded } = await delivery(abcd, answer, { maximumRetryAttempts: 1 })
  expect(invoked).toEqual(['abcd', 'bcd', 'bcd'])
  expect(discarded.map(({ records }) => namesOf(records))).toEqual(['bcd'])
})

test('no retries means one attempt', async () => {
  const { invoked, discarded } = await delivery(abcd, () => error, { maximumRetryAttempts: 0 })
  expect([invoked, discarded.length]).toEqual([['abcd'], 1])
})

test('records that are too old are discarded without an attempt', async () => {
  const records = [record('a', 120), record('b', 10)]
  const { invoked, done, discarded } = await delivery(records, () => success, {
    maximumRecordAgeInSeconds: 60,
  })
  expect([invoked, done]).toEqual([['b'], 'ab'])
  expect(discarded).toMatchObject([{ condition: 'RecordAgeExceeded', attempts: 0 }])
})

test('pauses grow from a tenth of a second to five seconds, with jitter', async () => {
  const { pauses } = await delivery(abcd, (_, attempt) => (attempt < 10 ? error : success))
  const ceilings = [100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]
  expect(pauses).toHaveLength(ceilings.length)
  for (const [at, ceiling] of ceilings.entries()) {
    expect(pauses[at]).toBeLessThanOrEqual(ceiling)
    expect(pauses[at]).toBeGreaterThanOrEqual(ceiling / 2)
  }
})

test('a stop during a pause ends the delivery, and its records are not done', async () => {
  const { invoked, done, discarded } = await delivery(abcd, () => error)
  expect([invoked.length, done, discarded]).toEqual([50, '', []])
})

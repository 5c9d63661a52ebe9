import type { SQSRecord } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FollowUpDependencies, followUp } from '../../functions/follow-up.ts'
import { supporterId } from '../support/builders.ts'

let logged: object[]
beforeEach(() => {
  logged = []
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(JSON.parse(line)))
})
afterEach(() => vi.restoreAllMocks())

const record = (body: object, received = 1) =>
  ({
    messageId: 'message-1',
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(received) },
  }) as SQSRecord

const owed = { type: 'follow-up', supporterId, sequence: 7 }

function dependencies(more: Partial<FollowUpDependencies>) {
  const postponed: number[] = []
  const postpone = async (_: SQSRecord, seconds: number) => void postponed.push(seconds)
  // Whatever else is touched is undefined, and fails.
  return { deps: { postpone, ...more } as FollowUpDependencies, postponed }
}

describe('work that cannot be finished now', () => {
  it.each([
    [1, 2],
    [9, 512],
    [50, 900],
  ])('comes again: after attempt %i in %i seconds', async (attempt, seconds) => {
    const { deps, postponed } = dependencies({ event: () => Promise.reject(new Error('throttled')) })
    const { batchItemFailures } = await followUp(deps, { Records: [record(owed, attempt)] })
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }])
    expect(postponed).toEqual([seconds])
    expect(logged).toMatchObject([{ code: 'erasureFailed' }])
  })

  it('is kept if its event is missing from the ledger, or its message cannot be read', async () => {
    const { deps } = dependencies({ event: async () => undefined })
    for (const body of [owed, { type: 'mail' }]) {
      const { batchItemFailures } = await followUp(deps, { Records: [record(body)] })
      expect(batchItemFailures).toHaveLength(1)
    }
  })
})

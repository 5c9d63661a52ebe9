import type { DynamoDBRecord } from 'aws-lambda'
import { describe, expect, it, vi } from 'vitest'
import { collectLeaves } from '../../functions/collect-leaves.ts'
import type { Collected } from '../../shared/store/leaf-inbox.ts'
import { start } from '../support/builders.ts'

const hash = (byte: number) => Buffer.alloc(32, byte)

const record = (image: Record<string, string>, written = start, eventName = 'INSERT') =>
  ({
    eventName,
    dynamodb: {
      ApproximateCreationDateTime: written / 1000,
      NewImage: Object.fromEntries(Object.entries(image).map(([name, S]) => [name, { S }])),
    },
  }) as DynamoDBRecord
const event = (byte: number, written?: number) =>
  record({ type: 'sign-up-requested', hash: hash(byte).toString('base64url') }, written)

async function collect(...Records: DynamoDBRecord[]) {
  const appended: Collected[] = []
  await collectLeaves(
    { clock: () => start + 5000, append: async (collected) => void appended.push(collected) },
    { Records },
  )
  return appended
}

describe('collecting leaves', () => {
  it('appends a batch’s hashes in one write, and records when the oldest was written', async () => {
    expect(await collect(event(1, start + 2000), event(2, start))).toEqual([
      { at: start + 5000, oldest: start, hashes: Buffer.concat([hash(1), hash(2)]) },
    ])
  })

  it('ignores items that are not events: seals, pages, collected hashes and removals', async () => {
    const seal = record({ mail: 'seal', hash: hash(1).toString('base64url') })
    const page = record({ supporterId: 'sealed#1#x' })
    const removal = record(
      { type: 'sign-up-requested', hash: hash(1).toString('base64url') },
      start,
      'REMOVE',
    )
    expect(await collect(seal, page, removal)).toEqual([])
  })

  it('skips a malformed hash and logs it, since it would shift all that follow', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const malformed = record({ type: 'sign-up-requested', hash: 'c2hvcnQ', eventId: 'event-1' })
    expect(await collect(malformed, event(2))).toMatchObject([{ hashes: hash(2) }])
    expect(logged.mock.calls.join()).toContain('hashMalformed')
    logged.mockRestore()
  })
})

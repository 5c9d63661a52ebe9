import type { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { describe, expect, it } from 'vitest'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { loadProfiles } from '../../../shared/store/profiles.ts'
import { toSupporterItems } from '../../../shared/store/supporter-item.ts'
import { address, signUp, start } from '../../support/builders.ts'
import { given } from '../../support/scenario.ts'

const ids = Array.from({ length: 7 }, (_, i) => supporterIdOf(address(`p${i}@example.org`), 'test key'))
const { supporter } = given([signUp(), start])

/**
 * Answers this many keys of each batch and leaves the others unprocessed, like a throttled DynamoDB; the engine never
 * does.
 */
function answering(perCall: number, batchSizes: number[] = []): DynamoDBClient {
  const send = async ({ input }: BatchGetItemCommand) => {
    const { Keys = [], ...how } = input.RequestItems?.people ?? {}
    batchSizes.push(Keys.length)
    const found = Keys.slice(0, perCall).map(({ supporterId }) =>
      marshall(toSupporterItems(supporterId?.S as SupporterId, supporter, 0).profile, {
        removeUndefinedValues: true,
      }),
    )
    const unprocessed = Keys.slice(perCall)
    return {
      Responses: { people: found },
      UnprocessedKeys: unprocessed.length > 0 ? { people: { Keys: unprocessed, ...how } } : {},
    }
  }
  return { send } as unknown as DynamoDBClient
}

describe('loading many profiles', () => {
  it('repeats the call until none is left out', async () => {
    const batchSizes: number[] = []
    const found = await loadProfiles(answering(3, batchSizes), 'people', ids)
    expect([...found.keys()]).toEqual(ids)
    expect(batchSizes).toEqual([7, 4, 1])
  })

  it('fails if some never come, rather than calling them unknown', async () => {
    await expect(loadProfiles(answering(0), 'people', ids)).rejects.toThrow('could not be read')
  })

  it('makes no call for an empty list', async () => {
    const batchSizes: number[] = []
    expect((await loadProfiles(answering(3, batchSizes), 'people', [])).size).toBe(0)
    expect(batchSizes).toEqual([])
  })
})

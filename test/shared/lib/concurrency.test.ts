import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { mapWithConcurrency } from '../../../shared/lib/concurrency.ts'

/** Counts the calls in progress, each of which takes as many milliseconds as its item says. */
function counted() {
  const seen = { now: 0, most: 0, begun: [] as number[] }
  const map = async (milliseconds: number) => {
    seen.begun.push(milliseconds)
    seen.most = Math.max(seen.most, ++seen.now)
    await sleep(milliseconds)
    seen.now--
    return milliseconds * 10
  }
  return { seen, map }
}

describe('mapWithConcurrency', () => {
  it('returns results in the order of the items, however long each takes', async () => {
    const { map } = counted()
    expect(await mapWithConcurrency([20, 1, 10, 2], 3, map)).toEqual([200, 10, 100, 20])
  })

  it.each([
    [1, 1],
    [2, 2],
    [9, 5],
  ])('runs at most %i calls at once: %i of five items', async (atOnce, most) => {
    const { seen, map } = counted()
    await mapWithConcurrency([1, 2, 3, 4, 5], atOnce, map)
    expect(seen).toMatchObject({ now: 0, most })
  })

  it('starts the next call as soon as one ends, not when a whole batch has', async () => {
    const { seen, map } = counted()
    const mapped = mapWithConcurrency([200, 1, 2, 3], 2, map)
    await sleep(100)
    expect(seen.begun).toEqual([200, 1, 2, 3])
    await mapped
  })

  it('throws the first error and starts no further call', async () => {
    const begun: number[] = []
    const fails = async (item: number) => {
      begun.push(item)
      await sleep(item)
      if (item === 1) throw new Error('one fails')
    }
    await expect(mapWithConcurrency([20, 1, 2, 3], 2, fails)).rejects.toThrow('one fails')
    await sleep(40)
    expect(begun).toEqual([20, 1])
  })

  it('maps an empty list to an empty list', async () => {
    expect(await mapWithConcurrency([], 4, async () => 1)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { withUniformTiming } from '../../../shared/web/uniform-timing.ts'

describe('an answer in even time', () => {
  it('is the answer', async () => {
    expect(await withUniformTiming(async (left: number, right: number) => left + right)(1, 2)).toBe(3)
  })

  it('that fails fails', async () => {
    const failing = withUniformTiming(() => Promise.reject(new Error('no')))
    await expect(failing()).rejects.toThrow('no')
  })
})

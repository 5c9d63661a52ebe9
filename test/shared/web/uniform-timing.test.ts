import { describe, expect, it } from 'vitest'
import { withUniformTiming } from '../../../shared/web/uniform-timing.ts'

describe('a call with uniform timing', () => {
  it('returns the result', async () => {
    expect(await withUniformTiming(async (left: number, right: number) => left + right)(1, 2)).toBe(3)
  })

  it('rejects if the call fails', async () => {
    const failing = withUniformTiming(() => Promise.reject(new Error('no')))
    await expect(failing()).rejects.toThrow('no')
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FirstMailHour } from '../../../shared/domain/brake.ts'
import { hourOf } from '../../../shared/domain/brake.ts'
import { firstMailBrake } from '../../../shared/mail/brake.ts'
import { minutes, settings, start } from '../../support/builders.ts'

afterEach(() => vi.restoreAllMocks())

const attacked: FirstMailHour = {
  hour: hourOf(start),
  delivered: 0,
  bounced: 50,
  complained: 0,
  confirmed: 0,
}

describe('the brake, as a sender knows it', () => {
  it('is read once a minute, also by the mails of one batch', async () => {
    let reads = 0
    let now = start
    const brake = firstMailBrake({
      settings: () => settings,
      clock: () => now,
      read: async () => {
        reads += 1
        return [attacked]
      },
    })
    expect(await Promise.all([brake.reasons(), brake.reasons()])).toEqual([['bounces'], ['bounces']])
    now += minutes(1) - 1
    await brake.reasons()
    expect(reads).toBe(1)
    now += 1
    await brake.reasons()
    expect(reads).toBe(2)
  })

  it('is off if the counts cannot be read', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const read = () => Promise.reject(new Error('throttled'))
    expect(await firstMailBrake({ settings: () => settings, clock: () => start, read }).reasons()).toEqual([])
    expect(warn.mock.calls.join()).toContain('brakeUnknown')
  })
})

import { describe, expect, it } from 'vitest'
import { type FirstMailCounts, hourOf, reasonsToBrake } from '../../../shared/domain/brake.ts'
import { hours, settings, start } from '../../support/builders.ts'

const { brake: policy } = settings
const none: FirstMailCounts = { delivered: 0, bounced: 0, complained: 0, confirmed: 0 }

/** The counts of some hours before `start`. */
const counted = (...ago: [number, Partial<FirstMailCounts>][]) =>
  ago.map(([before, counts]) => ({ ...none, ...counts, hour: hourOf(start - hours(before)) }))

const reasons = (...ago: [number, Partial<FirstMailCounts>][]) =>
  reasonsToBrake(counted(...ago), policy, start)

describe('the brake on first mails', () => {
  it('has half of the shares at which SES reviews an account', () => {
    expect([policy.bounceShare, policy.complaintShare]).toEqual([0.05 / 2, 0.001 / 2])
  })

  it('is off for a charity without sign-ups, or with a few typing errors', () => {
    expect(reasons()).toEqual([])
    expect(reasons([0, { delivered: 11, bounced: 9, confirmed: 8 }])).toEqual([])
    expect(reasons([5, { delivered: 5000, bounced: 100, complained: 2, confirmed: 2500 }])).toEqual([])
  })

  it.each([
    ['bounces', [3, { delivered: 780, bounced: 20, confirmed: 600 }]],
    ['bounces', [0, { bounced: 20 }]],
    ['complaints', [3, { delivered: 6000, complained: 3, confirmed: 4000 }]],
    ['unconfirmed', [3, { delivered: 200, confirmed: 20 }]],
  ] as const)('is on for %s at their share: %j', (reason, hour) => {
    expect(reasons([...hour])).toEqual([reason])
  })

  it('takes an appeal on television for what it is: nobody has had the time to confirm', () => {
    expect(
      reasons([0, { delivered: 3000, confirmed: 100 }], [1, { delivered: 2000, confirmed: 400 }]),
    ).toEqual([])
  })

  it('adds up the hours of a day, and forgets those before', () => {
    const share = { delivered: 100, bounced: 2, confirmed: 60 }
    const day = Array.from({ length: 12 }, (_, i): [number, Partial<FirstMailCounts>] => [2 * i, share])
    expect(reasons(...day)).toEqual([])
    expect(reasons(...day, [23, { bounced: 20 }])).toEqual(['bounces'])
    expect(reasons(...day, [24, { bounced: 20 }])).toEqual([])
  })

  it('releases itself within a day, since a mail that is held has no outcome', () => {
    const attack = counted([0, { delivered: 400, bounced: 60 }])
    for (const later of [0, 12, 23])
      expect(reasonsToBrake(attack, policy, start + hours(later))).not.toEqual([])
    expect(reasonsToBrake(attack, policy, start + hours(24))).toEqual([])
  })
})

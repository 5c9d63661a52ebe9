import { describe, expect, it } from 'vitest'
import { noStatistics, withSupporter } from '../../../shared/domain/statistics.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { consent, days, signUp, start } from '../../support/builders.ts'
import { given, type Timed } from '../../support/scenario.ts'

const confirmed = (topics: string[]): Timed[] => [
  [signUp({ ...consent(), topics }), start],
  [{ type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }, start],
]

describe('the figures', () => {
  it('count who may be mailed by what they get, and the others by why not', () => {
    const people = [
      given(...confirmed(['stories', 'events'])).supporter,
      given(...confirmed(['stories'])).supporter,
      given(...confirmed(['stories']), [{ type: 'object', method: 'list' }, start]).supporter,
      given([signUp(), start]).supporter,
      unknownSupporter(3),
    ]
    const counted = people.reduce((so, far) => withSupporter(so, far, start), noStatistics(start))
    expect(counted.supporters).toEqual({
      mailable: 2,
      byStatus: { subscribed: 2, suppressed: 1, pending: 1, unknown: 1 },
      byTopic: { stories: 2, events: 1 },
      byLocale: { en: 2 },
      byLawfulBasis: { consent: 2 },
      byWhyNot: { objected: 1, pending: 1, unknown: 1 },
    })
    expect(counted.countedAt).toBe(new Date(start).toISOString())
  })
})

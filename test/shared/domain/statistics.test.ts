import { describe, expect, it } from 'vitest'
import type { PlainDate } from '../../../shared/domain/requests/calendar.ts'
import { receive } from '../../../shared/domain/requests/decide-request.ts'
import { type DataRequest, recordErasure } from '../../../shared/domain/requests/request.ts'
import { requestIdFrom } from '../../../shared/domain/requests/request-id.ts'
import { noStatistics, withRequest, withSupporter } from '../../../shared/domain/statistics.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { consent, days, signUp, start } from '../../support/builders.ts'
import { given, type Timed } from '../../support/scenario.ts'

const confirmed = (topics: string[]): Timed[] => [
  [signUp({ ...consent(), topics }), start],
  [{ type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }, start],
]

describe('the statistics', () => {
  it('count mailable people by topic, and the others by the reason against it', () => {
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

  it('count data requests by type and state, and overdue ones among the open', () => {
    const calendar = { holidaysOf: 'england-and-wales', extraHolidays: [] } as const
    const today = '2026-10-01' as PlainDate
    const filed = (receivedOn: string): DataRequest => {
      const on = receivedOn as PlainDate
      const intake = { requestType: 'access', channel: 'post', receivedOn: on, contact: {} } as const
      const office = { at: start, today, by: 'officer:1', calendar } as const
      const decided = receive(requestIdFrom(Buffer.alloc(5)), intake, office)
      if ('refused' in decided) throw new Error('refused')
      return decided.after
    }
    const old = filed('2026-08-03')
    const closed = recordErasure(old, { at: start, today })?.after ?? old
    const requests = [old, closed, filed('2026-09-30')]
    const counted = requests.reduce((so, far) => withRequest(so, far, calendar, today), noStatistics(start))
    expect(counted.requests).toEqual({
      open: 2,
      overdue: 1,
      byType: { access: 3 },
      byState: { received: 2, withdrawn: 1 },
    })
  })
})

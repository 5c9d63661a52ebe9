import type { Instant } from './events.ts'
import { whyNotMailed } from './may-be-mailed.ts'
import type { PlainDate } from './requests/calendar.ts'
import { deadline, type OfficeCalendar } from './requests/clock.ts'
import { clockFacts, type DataRequest, isOpen } from './requests/request.ts'
import type { Supporter } from './supporter.ts'

type Counts = Record<string, number>

/** The counts of supporters and data requests on a day. */
export interface Statistics {
  /** ISO 8601 UTC. */
  readonly countedAt: string
  readonly supporters: {
    readonly mailable: number
    readonly byStatus: Counts
    /** The mailable supporters by topic, language and lawful basis. */
    readonly byTopic: Counts
    readonly byLocale: Counts
    readonly byLawfulBasis: Counts
    /** The other supporters, by the reason why they are not mailed. */
    readonly byWhyNot: Counts
  }
  readonly requests: {
    readonly open: number
    readonly overdue: number
    readonly byType: Counts
    readonly byState: Counts
  }
}

export function noStatistics(countedAt: Instant): Statistics {
  return {
    countedAt: new Date(countedAt).toISOString(),
    supporters: { mailable: 0, byStatus: {}, byTopic: {}, byLocale: {}, byLawfulBasis: {}, byWhyNot: {} },
    requests: { open: 0, overdue: 0, byType: {}, byState: {} },
  }
}

/** Counts one more supporter, whose lapsed data was removed. */
export function withSupporter(counted: Statistics, supporter: Supporter, at: Instant): Statistics {
  const { supporters } = counted
  const whyNot = whyNotMailed(supporter, at)
  const byStatus = plusOne(supporters.byStatus, supporter.status)
  if (whyNot || supporter.status !== 'subscribed') {
    const byWhyNot = plusOne(supporters.byWhyNot, whyNot ?? supporter.status)
    return { ...counted, supporters: { ...supporters, byStatus, byWhyNot } }
  }
  return {
    ...counted,
    supporters: {
      ...supporters,
      mailable: supporters.mailable + 1,
      byStatus,
      byTopic: supporter.topics.reduce(plusOne, supporters.byTopic),
      byLocale: plusOne(supporters.byLocale, supporter.locale ?? 'none'),
      byLawfulBasis: plusOne(supporters.byLawfulBasis, supporter.lawfulBasis),
    },
  }
}

export function withRequest(
  counted: Statistics,
  request: DataRequest,
  calendar: OfficeCalendar,
  today: PlainDate,
): Statistics {
  const { requests } = counted
  const open = isOpen(request.state)
  const { dueOn } = open ? deadline(clockFacts(request), calendar, today) : {}
  return {
    ...counted,
    requests: {
      open: requests.open + (open ? 1 : 0),
      overdue: requests.overdue + (dueOn && dueOn < today ? 1 : 0),
      byType: plusOne(requests.byType, request.type),
      byState: plusOne(requests.byState, request.state),
    },
  }
}

function plusOne(counts: Counts, name: string): Counts {
  return { ...counts, [name]: (counts[name] ?? 0) + 1 }
}

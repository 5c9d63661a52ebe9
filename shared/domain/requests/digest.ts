import type { BrakeReason } from '../brake.ts'
import { addDays, type PlainDate } from './calendar.ts'
import { deadline, type OfficeCalendar, type StoppedFor } from './clock.ts'
import { clockFacts, type DataRequest } from './request.ts'
import type { RequestId } from './request-id.ts'
import type { RequestType } from './transitions.ts'

interface Line {
  readonly id: RequestId
  readonly type: RequestType
}

/** The first few of many; the rest is in the register. */
export interface FirstFew<T> {
  readonly first: readonly T[]
  readonly more: number
}

/** The data requests, and the brake on confirmations, that need attention on a day. No personal data. */
export interface Digest {
  readonly day: PlainDate
  readonly overdue: FirstFew<Line & { readonly dueOn: PlainDate }>
  readonly soon: FirstFew<Line & { readonly dueOn: PlainDate }>
  readonly waiting: FirstFew<Line & { readonly stoppedFor: StoppedFor }>
  /** Acknowledged complaints, whose outcome is owed without undue delay. */
  readonly outcome: FirstFew<Line & { readonly receivedOn: PlainDate }>
  /** Why confirmations are held back. */
  readonly held?: readonly BrakeReason[]
}

const soonDays = 7
const maxLines = 25

/**
 * Returns the digest of a day.
 * @param open all open requests
 * @param held the reasons for which confirmations are held back
 * @returns undefined if nothing needs attention
 */
export function digestOf(
  open: readonly DataRequest[],
  calendar: OfficeCalendar,
  today: PlainDate,
  held: readonly BrakeReason[] = [],
): Digest | undefined {
  const lines = open.map((request) => {
    const { id, type, receivedOn } = request
    return { id, type, receivedOn, ...deadline(clockFacts(request), calendar, today) }
  })
  const running = lines.flatMap(({ id, type, dueOn, stoppedFor }) =>
    dueOn && !stoppedFor ? [{ id, type, dueOn }] : [],
  )
  const byDay = running.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const digest: Digest = {
    day: today,
    overdue: firstFew(byDay.filter(({ dueOn }) => dueOn < today)),
    soon: firstFew(byDay.filter(({ dueOn }) => dueOn >= today && dueOn <= addDays(today, soonDays))),
    waiting: firstFew(
      lines.flatMap(({ id, type, stoppedFor }) => (stoppedFor ? [{ id, type, stoppedFor }] : [])),
    ),
    outcome: firstFew(
      lines.flatMap(({ id, type, dueOn, receivedOn }) => (dueOn ? [] : [{ id, type, receivedOn }])),
    ),
  }
  if (held.length > 0) return { ...digest, held }
  const { overdue, soon, waiting, outcome } = digest
  return [overdue, soon, waiting, outcome].some(({ first }) => first.length > 0) ? digest : undefined
}

function firstFew<T>(lines: readonly T[]): FirstFew<T> {
  return { first: lines.slice(0, maxLines), more: Math.max(0, lines.length - maxLines) }
}

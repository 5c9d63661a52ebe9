import { compact } from '../../lib/compact.ts'
import type { Nation } from '../../settings/nations.ts'
import { isWorkingDay } from './bank-holidays.ts'
import { addDays, addMonths, daysBetween, laterOf, type PlainDate } from './calendar.ts'

/** Which days count where the charity is. */
export interface OfficeCalendar {
  readonly holidaysOf: Nation
  /** Days proclaimed since this was written, such as `2030-06-03`. */
  readonly extraHolidays: readonly string[]
}

/** What was asked of the person, and when it came. */
export interface QuestionDates {
  readonly askedOn: PlainDate
  readonly answeredOn?: PlainDate
}

/** What the clock of a request runs by. Days are those of the charity's time zone. */
export interface ClockFacts {
  readonly receivedOn: PlainDate
  /** Complaints go by another clock: DPA 2018 s.164A. */
  readonly isComplaint: boolean
  readonly identity?: QuestionDates
  readonly fee?: QuestionDates
  /** Of access requests. */
  readonly clarifications: readonly QuestionDates[]
  /** Further months, of which notice was given. */
  readonly extendedBy?: 1 | 2
  readonly acknowledgedOn?: PlainDate
}

export const answersAwaited = ['identity', 'fee', 'clarification'] as const
export type StoppedFor = (typeof answersAwaited)[number]

/** A stopped clock is read as if the answer came today, so that its day moves on with the days. */
export interface Deadline {
  /**
   * The last day for the answer; of a complaint, for its acknowledgement. None once a complaint is acknowledged: its
   * outcome is owed "without undue delay", by no certain day.
   */
  readonly dueOn?: PlainDate
  readonly stoppedFor?: StoppedFor
}

/**
 * When an answer is due (UK GDPR Art 12(3), 12A; DPA 2018 s.54; counted as the ICO's guidance of December 2025 does).
 * One month from the latest of receipt, proof of identity and fee, from that day itself; up to two more by extension,
 * counted from the same start; the days of a clarification, both ends included, come on top; at last the next working
 * day. A complaint is acknowledged within 30 days, the first being the day after receipt (DPA 2018 s.164A).
 */
export function deadline(facts: ClockFacts, calendar: OfficeCalendar, today: PlainDate): Deadline {
  if (facts.isComplaint) return acknowledgement(facts, calendar)
  const start = laterOf(facts.receivedOn, answerTo(facts.identity, today), answerTo(facts.fee, today))
  const month = addMonths(start ?? facts.receivedOn, 1 + (facts.extendedBy ?? 0))
  const paused = daysOfPauses(facts.clarifications, { from: start, until: month, today, calendar })
  const stoppedFor = whatStops(facts)
  return compact({ dueOn: nextWorkingDay(addDays(month, paused), calendar), stoppedFor })
}

/** The last day on which notice of an extension may be given: inside the first month (Art 12(3)). */
export function lastDayToExtend(facts: ClockFacts, calendar: OfficeCalendar, today: PlainDate): PlainDate {
  const { extendedBy: _, ...unextended } = facts
  return deadline(unextended, calendar, today).dueOn ?? facts.receivedOn
}

/** The day itself if people work on it. */
function nextWorkingDay(date: PlainDate, { holidaysOf, extraHolidays }: OfficeCalendar): PlainDate {
  let day = date
  while (!isWorkingDay(day, holidaysOf, extraHolidays)) day = addDays(day, 1)
  return day
}

function acknowledgement({ receivedOn, acknowledgedOn }: ClockFacts, calendar: OfficeCalendar): Deadline {
  return acknowledgedOn ? {} : { dueOn: nextWorkingDay(addDays(receivedOn, 30), calendar) }
}

function whatStops({ identity, fee, clarifications }: ClockFacts): StoppedFor | undefined {
  if (identity && !identity.answeredOn) return 'identity'
  if (fee && !fee.answeredOn) return 'fee'
  return clarifications.some(({ answeredOn }) => !answeredOn) ? 'clarification' : undefined
}

const answerTo = (asked: QuestionDates | undefined, today: PlainDate) => asked && (asked.answeredOn ?? today)

interface Running {
  readonly from: PlainDate | undefined
  /** The last day, without pauses. */
  readonly until: PlainDate
  readonly today: PlainDate
  readonly calendar: OfficeCalendar
}

/** Days on which the clock stood, each once. A question asked before it ran, or when time was up, stops nothing. */
function daysOfPauses(
  clarifications: readonly QuestionDates[],
  { from, until, today, calendar }: Running,
): number {
  let counted = 0
  let free = from
  for (const { askedOn, answeredOn = today } of clarifications.toSorted(byDay)) {
    if (askedOn > nextWorkingDay(addDays(until, counted), calendar)) break
    const first = laterOf(askedOn, free) ?? askedOn
    if (answeredOn < first) continue
    counted += daysBetween(first, answeredOn) + 1
    free = addDays(answeredOn, 1)
  }
  return counted
}

const byDay = (a: QuestionDates, b: QuestionDates) => (a.askedOn < b.askedOn ? -1 : 1)

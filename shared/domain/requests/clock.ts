import { compact } from '../../lib/compact.ts'
import type { Nation } from '../../settings/nations.ts'
import { isWorkingDay } from './bank-holidays.ts'
import { addDays, addMonths, daysBetween, laterOf, type PlainDate } from './calendar.ts'

/** The days that count as working days where the charity is. */
export interface OfficeCalendar {
  readonly holidaysOf: Nation
  /** Bank holidays proclaimed since this was written, such as `2030-06-03`. */
  readonly extraHolidays: readonly string[]
}

/** The days of a question to the person, and of its answer. */
export interface QuestionDates {
  readonly askedOn: PlainDate
  readonly answeredOn?: PlainDate
}

/** The facts that the clock of a request runs by. Days are those of the charity's time zone. */
export interface ClockFacts {
  readonly receivedOn: PlainDate
  /** Complaints have another clock: DPA 2018 s.164A. */
  readonly isComplaint: boolean
  readonly identity?: QuestionDates
  readonly fee?: QuestionDates
  /** For access requests only. */
  readonly clarifications: readonly QuestionDates[]
  /** Further months, with notice given. */
  readonly extendedBy?: 1 | 2
  readonly acknowledgedOn?: PlainDate
}

export const answersAwaited = ['identity', 'fee', 'clarification'] as const
export type StoppedFor = (typeof answersAwaited)[number]

/** The deadline. A stopped clock is read as if the answer came today, so that the due day moves on daily. */
export interface Deadline {
  /**
   * The last day for the answer; for a complaint, for its acknowledgement. Undefined once a complaint is
   * acknowledged: its outcome is owed "without undue delay", by no fixed day.
   */
  readonly dueOn?: PlainDate
  readonly stoppedFor?: StoppedFor
}

/**
 * Returns the day on which an answer is due (UK GDPR Art 12(3), 12A; DPA 2018 s.54; counted as in the ICO's guidance
 * of December 2025). One month from the latest of receipt, proof of identity and fee, from that day itself; up to two
 * more by extension, counted from the same start; then the days of a clarification, both ends included, are added;
 * finally the next working day. A complaint is acknowledged within 30 days, the first being the day after receipt
 * (DPA 2018 s.164A).
 */
export function deadline(facts: ClockFacts, calendar: OfficeCalendar, today: PlainDate): Deadline {
  if (facts.isComplaint) return acknowledgement(facts, calendar)
  const start = laterOf(facts.receivedOn, answerTo(facts.identity, today), answerTo(facts.fee, today))
  const month = addMonths(start ?? facts.receivedOn, 1 + (facts.extendedBy ?? 0))
  const paused = daysOfPauses(facts.clarifications, { from: start, until: month, today, calendar })
  const stoppedFor = stopOf(facts)
  return compact({ dueOn: nextWorkingDay(addDays(month, paused), calendar), stoppedFor })
}

/** Returns the last day on which notice of an extension may be given: within the first month (Art 12(3)). */
export function lastDayToExtend(facts: ClockFacts, calendar: OfficeCalendar, today: PlainDate): PlainDate {
  const { extendedBy: _, ...unextended } = facts
  return deadline(unextended, calendar, today).dueOn ?? facts.receivedOn
}

/** Returns the day itself if it is a working day, otherwise the next one. */
function nextWorkingDay(date: PlainDate, { holidaysOf, extraHolidays }: OfficeCalendar): PlainDate {
  let day = date
  while (!isWorkingDay(day, holidaysOf, extraHolidays)) day = addDays(day, 1)
  return day
}

function acknowledgement({ receivedOn, acknowledgedOn }: ClockFacts, calendar: OfficeCalendar): Deadline {
  return acknowledgedOn ? {} : { dueOn: nextWorkingDay(addDays(receivedOn, 30), calendar) }
}

function stopOf({ identity, fee, clarifications }: ClockFacts): StoppedFor | undefined {
  if (identity && !identity.answeredOn) return 'identity'
  if (fee && !fee.answeredOn) return 'fee'
  return clarifications.some(({ answeredOn }) => !answeredOn) ? 'clarification' : undefined
}

const answerTo = (question: QuestionDates | undefined, today: PlainDate) =>
  question && (question.answeredOn ?? today)

interface ClockRun {
  readonly from: PlainDate | undefined
  /** The last day, without pauses. */
  readonly until: PlainDate
  readonly today: PlainDate
  readonly calendar: OfficeCalendar
}

/**
 * Counts the days on which the clock stood, each once. A question asked before it ran, or after the time was up, does
 * not stop it.
 */
function daysOfPauses(
  clarifications: readonly QuestionDates[],
  { from, until, today, calendar }: ClockRun,
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

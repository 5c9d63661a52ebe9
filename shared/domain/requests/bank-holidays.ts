import type { Nation } from '../../settings/nations.ts'
import { addDays, dateOf, type PlainDate, weekday, yearOf } from './calendar.ts'

/**
 * Returns bank holidays by the Banking and Financial Dealings Act 1971, its schedule and the yearly proclamations, as
 * https://www.gov.uk/bank-holidays lists them. The rules hold indefinitely; a table has the proclamations for single
 * years, from 2008 up to those made by November 2026. Later ones are added by a setting.
 */
export function bankHolidays(year: number, nation: Nation): ReadonlySet<PlainDate> {
  const proclaimedOnce = proclaimed.filter((holiday) => !holiday.nation || holiday.nation === nation)
  const moved = proclaimedOnce.flatMap(({ insteadOf }) => insteadOf ?? [])
  const days = [...movable[nation](year), ...withSubstitutes(fixed[nation](year))]
  const usual = days.filter((date) => !moved.includes(date))
  return new Set([
    ...usual,
    ...proclaimedOnce.map(({ date }) => date).filter((date) => yearOf(date) === year),
  ])
}

/** Checks that a day is not a weekend, a bank holiday, or one of the extra days that the organisation names. */
export function isWorkingDay(date: PlainDate, nation: Nation, extra: readonly string[] = []): boolean {
  const isWeekend = weekday(date) === sunday || weekday(date) === saturday
  return !isWeekend && !bankHolidays(yearOf(date), nation).has(date) && !extra.includes(date)
}

/** Returns Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher). */
export function easterSunday(year: number): PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dateOf(year, Math.floor(n / 31), (n % 31) + 1)
}

const sunday = 0
const monday = 1
const saturday = 6

const goodFriday = (year: number) => addDays(easterSunday(year), -2)
const easterMonday = (year: number) => addDays(easterSunday(year), 1)

/** Mondays, and holidays relative to Easter. */
const movable: Record<Nation, (year: number) => PlainDate[]> = {
  'england-and-wales': (year) => [
    goodFriday(year),
    easterMonday(year),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
  ],
  scotland: (year) => [goodFriday(year), firstMonday(year, 5), lastMonday(year, 5), firstMonday(year, 8)],
  'northern-ireland': (year) => [
    goodFriday(year),
    easterMonday(year),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
  ],
}

/** Dates with a substitute on the next free weekday if they fall on a weekend. */
const fixed: Record<Nation, (year: number) => PlainDate[]> = {
  'england-and-wales': (year) => [dateOf(year, 1, 1), dateOf(year, 12, 25), dateOf(year, 12, 26)],
  scotland: (year) => [
    dateOf(year, 1, 1),
    dateOf(year, 1, 2),
    // St Andrew's Day.
    dateOf(year, 11, 30),
    dateOf(year, 12, 25),
    dateOf(year, 12, 26),
  ],
  'northern-ireland': (year) => [
    dateOf(year, 1, 1),
    // St Patrick's Day, the Battle of the Boyne.
    dateOf(year, 3, 17),
    dateOf(year, 7, 12),
    dateOf(year, 12, 25),
    dateOf(year, 12, 26),
  ],
}

interface ProclaimedOnce {
  readonly date: PlainDate
  /** Every nation, if omitted. */
  readonly nation?: Nation
  /** The usual holiday that it replaced. */
  readonly insteadOf?: PlainDate
}

const proclaimed: readonly ProclaimedOnce[] = [
  { date: dateOf(2011, 4, 29) },
  { date: dateOf(2012, 6, 4), insteadOf: dateOf(2012, 5, 28) },
  { date: dateOf(2012, 6, 5) },
  { date: dateOf(2020, 5, 8), insteadOf: dateOf(2020, 5, 4) },
  { date: dateOf(2022, 6, 2), insteadOf: dateOf(2022, 5, 30) },
  { date: dateOf(2022, 6, 3) },
  { date: dateOf(2022, 9, 19) },
  { date: dateOf(2023, 5, 8) },
  { date: dateOf(2026, 6, 15), nation: 'scotland' },
]

function withSubstitutes(dates: readonly PlainDate[]): PlainDate[] {
  const taken: PlainDate[] = []
  for (const date of dates) {
    let free = date
    while ([sunday, saturday].includes(weekday(free)) || taken.includes(free)) free = addDays(free, 1)
    taken.push(free)
  }
  return taken
}

function firstMonday(year: number, month: number): PlainDate {
  const first = dateOf(year, month, 1)
  return addDays(first, (monday - weekday(first) + 7) % 7)
}

function lastMonday(year: number, month: number): PlainDate {
  return addDays(firstMonday(year, month + 1), -7)
}

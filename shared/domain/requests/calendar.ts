import type { Instant } from '../events.ts'

declare const brand: unique symbol

/** A day, without a time or a zone: `2026-11-25`. Sorts as text. Years 1583 to 9999. */
export type PlainDate = string & { readonly [brand]: 'PlainDate' }

/**
 * Parses a day.
 * @returns undefined if there is no such day
 */
export function parsePlainDate(text: string): PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1583') return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(time) || fromTime(time) !== text ? undefined : (text as PlainDate)
}

/** Returns the date in a time zone: a request at 23:30 UTC in July came on the next day in London. */
export function dayIn(at: Instant, timeZone: string): PlainDate {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}` as PlainDate
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromTime(timeOf(date) + days * day)
}

/** Returns the same date a number of months later; if that month has no such date, its last day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, dayOfMonth } = fieldsOf(date)
  const first = dateOf(year, month + months, 1)
  const last = addDays(dateOf(year, month + months + 1, 1), -1)
  const same = addDays(first, dayOfMonth - 1)
  return same < last ? same : last
}

/** Returns how many days `to` is after `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (timeOf(to) - timeOf(from)) / day
}

/** Returns the day of the week; 0 is Sunday. */
export function weekday(date: PlainDate): number {
  return new Date(timeOf(date)).getUTCDay()
}

export function yearOf(date: PlainDate): number {
  return fieldsOf(date).year
}

/**
 * Makes a date.
 * @param month from 1; beyond 12 it continues into the next year
 */
export function dateOf(year: number, month: number, dayOfMonth: number): PlainDate {
  return fromTime(Date.UTC(year, month - 1, dayOfMonth))
}

export function laterOf(...dates: readonly (PlainDate | undefined)[]): PlainDate | undefined {
  return dates
    .filter((date) => date !== undefined)
    .toSorted()
    .at(-1)
}

const day = 24 * 60 * 60 * 1000

const timeOf = (date: PlainDate) => Date.parse(`${date}T00:00:00Z`)

const fromTime = (time: number) => new Date(time).toISOString().slice(0, 10) as PlainDate

function fieldsOf(date: PlainDate) {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
  return { year, month, dayOfMonth }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankHolidays, easterSunday } from '../../../../shared/domain/requests/bank-holidays.ts'
import {
  addDays,
  addMonths,
  dateOf,
  dayIn,
  daysBetween,
  type PlainDate,
  parsePlainDate,
} from '../../../../shared/domain/requests/calendar.ts'

const anyDate = fc.integer({ min: 0, max: 100_000 }).map((days) => addDays(dateOf(2000, 1, 1), days))

describe('a plain date', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-01',
    '2026-01-01T00:00',
    '',
    '0001-01-01',
  ])('cannot be %j', (text) => {
    expect(parsePlainDate(text)).toBeUndefined()
  })

  it('can be a leap day', () => {
    expect(parsePlainDate('2028-02-29')).toBe('2028-02-29')
  })

  it.each([
    ['2026-07-01T23:30:00Z', 'Europe/London', '2026-07-02'],
    ['2026-12-01T23:30:00Z', 'Europe/London', '2026-12-01'],
    // The hour that occurs twice, and the one that never occurs.
    ['2026-10-25T00:30:00Z', 'Europe/London', '2026-10-25'],
    ['2026-10-24T23:30:00Z', 'Europe/London', '2026-10-25'],
    ['2026-03-29T00:59:59Z', 'Europe/London', '2026-03-29'],
    ['2026-03-29T23:00:00Z', 'Europe/London', '2026-03-30'],
    ['2026-12-31T23:30:00Z', 'Europe/Paris', '2027-01-01'],
    ['2026-01-01T03:00:00Z', 'America/New_York', '2025-12-31'],
  ])('at %s in %s is %s', (at, zone, expected) => {
    expect(dayIn(Date.parse(at), zone)).toBe(expected)
  })

  it('plus months is the same date, or that month’s last', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 36 }), (date, months) => {
        const later = addMonths(date, months)
        const isLast = addDays(later, 1).endsWith('-01')
        expect(later.slice(8) === date.slice(8) || (isLast && later.slice(8) < date.slice(8))).toBe(true)
        const [year, month] = [Number(later.slice(0, 4)), Number(later.slice(5, 7))]
        expect(year * 12 + month).toBe(Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) + months)
      }),
    )
  })

  it('plus some days is that many days away', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(5000), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })
})

describe('Easter Sunday', () => {
  // The earliest and latest possible dates, and the years around now.
  it.each([
    '1818-03-22',
    '1943-04-25',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2285-03-22',
  ])('can be %s', (date) => {
    expect(easterSunday(Number(date.slice(0, 4)))).toBe(date)
  })
})

describe('the bank holidays', () => {
  // As https://www.gov.uk/bank-holidays lists them.
  it.each([
    ['england-and-wales', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    ['england-and-wales', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    ['england-and-wales', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    ['england-and-wales', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['england-and-wales', 2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
    ['scotland', 2022, '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
    ['scotland', 2023, '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
    ['scotland', 2026, '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28'],
    ['scotland', 2027, '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28'],
    ['northern-ireland', 2024, '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26'],
    ['northern-ireland', 2026, '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28'],
  ] as const)('of %s in %i are right', (nation, year, expected) => {
    const days = [...bankHolidays(year, nation)].toSorted().map((date: PlainDate) => date.slice(5))
    expect(days.join(' ')).toBe(expected)
  })
})

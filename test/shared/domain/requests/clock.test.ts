import { describe, expect, it } from 'vitest'
import { type PlainDate, parsePlainDate } from '../../../../shared/domain/requests/calendar.ts'
import {
  type ClockFacts,
  deadline,
  lastDayToExtend,
  type OfficeCalendar,
} from '../../../../shared/domain/requests/clock.ts'

const date = (text: string): PlainDate => {
  const parsed = parsePlainDate(text)
  if (!parsed) throw new Error(`invalid date: ${text}`)
  return parsed
}
const question = (askedOn: string, answeredOn?: string) => ({
  askedOn: date(askedOn),
  ...(answeredOn && { answeredOn: date(answeredOn) }),
})
const facts = (receivedOn: string, more: Partial<ClockFacts> = {}): ClockFacts => ({
  receivedOn: date(receivedOn),
  isComplaint: false,
  clarifications: [],
  ...more,
})
const england: OfficeCalendar = { holidaysOf: 'england-and-wales', extraHolidays: [] }
const scotland: OfficeCalendar = { ...england, holidaysOf: 'scotland' }
const northernIreland: OfficeCalendar = { ...england, holidaysOf: 'northern-ireland' }
const today = date('2027-12-31')
const dueOn = (what: ClockFacts, calendar = england, at = today) => deadline(what, calendar, at).dueOn

describe('an answer is due', () => {
  it.each<[string, ClockFacts, string, OfficeCalendar?]>([
    // The examples in the ICO's guidance and in our notes on the law.
    ['received on a holiday', facts('2025-01-01'), '2025-02-03'],
    ['over Christmas', facts('2024-11-25'), '2024-12-27'],
    ['on the 31st, before a month without one', facts('2026-01-31'), '2026-03-02'],
    ['over Easter', facts('2026-03-03'), '2026-04-07'],
    ['on a Saturday', facts('2026-09-03'), '2026-10-05'],
    ['over Christmas with a substitute day', facts('2026-11-25'), '2026-12-29'],
    ['extended by two months', facts('2026-11-28', { extendedBy: 2 }), '2027-03-01'],
    [
      'from the proof of identity',
      facts('2026-09-01', { identity: question('2026-09-02', '2026-09-10') }),
      '2026-10-12',
    ],
    // Our own examples.
    ['on a working day', facts('2026-10-06'), '2026-11-06'],
    ['in a leap year', facts('2028-01-31'), '2028-02-29'],
    ['received on 29 February', facts('2028-02-29'), '2028-03-29'],
    ['received on 31 August', facts('2026-08-31'), '2026-09-30'],
    ['over the turn of the year', facts('2026-12-31'), '2027-02-01'],
    ['extended by one month', facts('2026-11-28', { extendedBy: 1 }), '2027-01-28'],
    ['extended from a 30th', facts('2026-11-30', { extendedBy: 2 }), '2027-03-01'],
    [
      'from the later of identity and fee',
      facts('2026-09-01', {
        identity: question('2026-09-02', '2026-09-10'),
        fee: question('2026-09-02', '2026-09-21'),
      }),
      '2026-10-21',
    ],
    [
      'extended from the proof of identity',
      facts('2026-09-01', { identity: question('2026-09-02', '2026-09-10'), extendedBy: 2 }),
      '2026-12-10',
    ],
    [
      'five days later for a clarification of five days',
      facts('2026-05-13', { clarifications: [question('2026-05-15', '2026-05-19')] }),
      '2026-06-18',
    ],
    [
      'a day later for a clarification on the same day',
      facts('2026-05-11', { clarifications: [question('2026-05-15', '2026-05-15')] }),
      '2026-06-12',
    ],
    [
      'later by each day of overlapping clarifications once',
      facts('2026-05-11', {
        clarifications: [question('2026-05-15', '2026-05-19'), question('2026-05-18', '2026-05-21')],
      }),
      '2026-06-18',
    ],
    [
      'no later for a clarification before the clock started',
      facts('2026-05-01', {
        identity: question('2026-05-02', '2026-05-11'),
        clarifications: [question('2026-05-04', '2026-05-12')],
      }),
      // Two of the nine days came after the proof: 11 and 12 May.
      '2026-06-15',
    ],
    [
      'no later for a clarification asked when time was up',
      facts('2026-05-11', { clarifications: [question('2026-06-12', '2026-07-12')] }),
      '2026-06-11',
    ],
    [
      'later by each day of overlapping clarifications once, in whatever order they were asked',
      facts('2026-05-11', {
        clarifications: [
          question('2026-05-20', '2026-05-25'),
          question('2026-05-18', '2026-05-27'),
          question('2026-05-26', '2026-05-28'),
        ],
      }),
      '2026-06-22',
    ],
    ['after 4 January 2027 in Scotland, for the 2nd', facts('2026-12-01'), '2027-01-05', scotland],
    ['on Easter Monday in Scotland, where people work', facts('2026-03-06'), '2026-04-06', scotland],
    ['after St Andrew’s Day in Scotland', facts('2026-10-30'), '2026-12-01', scotland],
    ['on St Andrew’s Day in England', facts('2026-10-30'), '2026-11-30'],
    [
      'after 13 July 2026 in Northern Ireland, for the 12th',
      facts('2026-06-12'),
      '2026-07-14',
      northernIreland,
    ],
    ['after St Patrick’s Day in Northern Ireland', facts('2026-02-17'), '2026-03-18', northernIreland],
    ['after a Scottish holiday that was proclaimed once', facts('2026-05-15'), '2026-06-16', scotland],
    [
      'after a day that the settings name',
      facts('2026-09-12'),
      '2026-10-13',
      { ...england, extraHolidays: ['2026-10-12'] },
    ],
  ])('%s', (_, what, expected, calendar) => {
    expect(dueOn(what, calendar)).toBe(expected)
  })

  it('while the clock is stopped, as if the answer came today', () => {
    const identity = facts('2026-09-01', { identity: question('2026-09-02') })
    expect(deadline(identity, england, date('2026-10-20'))).toEqual({
      dueOn: '2026-11-20',
      stoppedFor: 'identity',
    })
    const clarification = facts('2026-09-01', { clarifications: [question('2026-09-07')] })
    expect(deadline(clarification, england, date('2026-09-08'))).toEqual({
      dueOn: '2026-10-05',
      stoppedFor: 'clarification',
    })
    const fee = facts('2026-09-01', { fee: question('2026-09-02') })
    expect(deadline(fee, england, date('2026-09-03'))).toEqual({ dueOn: '2026-10-05', stoppedFor: 'fee' })
  })
})

describe('a complaint', () => {
  it.each([
    ['day 1 being the day after', '2026-09-01', '2026-10-01'],
    ['on the next working day after a weekend', '2026-09-04', '2026-10-05'],
    ['on the next working day after holidays', '2026-11-25', '2026-12-29'],
  ])('is acknowledged within 30 days, %s', (_, received, expected) => {
    expect(dueOn(facts(received, { isComplaint: true }))).toBe(expected)
  })

  it('has no fixed deadline once acknowledged', () => {
    const acknowledgedOn = date('2026-09-10')
    expect(deadline(facts('2026-09-01', { isComplaint: true, acknowledgedOn }), england, today)).toEqual({})
  })
})

describe('notice of an extension', () => {
  it('may be given until the day the answer was originally due', () => {
    expect(lastDayToExtend(facts('2026-09-03', { extendedBy: 2 }), england, today)).toBe('2026-10-05')
  })
})

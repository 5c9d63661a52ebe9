import { describe, expect, it } from 'vitest'
import { dayOf, type Pause, parsePause, pauseAt, pauseEnd } from '../../../shared/domain/pause.ts'

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`)

describe('a pause', () => {
  it.each<[string, Pause, string]>([
    ['2026-11-22', 'P1M', '2026-12-22'],
    ['2026-11-22', 'P3M', '2027-02-22'],
    ['2027-01-31', 'P1M', '2027-02-28'],
    ['2028-01-31', 'P1M', '2028-02-29'],
    ['2026-11-30', 'P3M', '2027-02-28'],
    ['2026-12-31', 'P1M', '2027-01-31'],
  ])('from %s for %s ends at the beginning of %s', (from, pause, end) => {
    expect(pauseEnd(noon(from), pause)).toBe(Date.parse(end))
  })

  it('ends by itself', () => {
    const pausedUntil = Date.parse('2026-12-22')
    expect(pauseAt({ pausedUntil }, pausedUntil - 1)).toBe(pausedUntil)
    expect(pauseAt({ pausedUntil }, pausedUntil)).toBeUndefined()
    expect(pauseAt({}, 0)).toBeUndefined()
  })

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['none', undefined],
    ['P1M', '2026-12-22'],
    ['2027-01-05', '2027-01-05'],
    ['2027-02-22', '2027-02-22'],
    // A page that stayed open past the chosen day.
    ['2026-11-20', undefined],
  ])('that a form sends as %j lasts until %s', (text, until) => {
    const parsed = parsePause(text, noon('2026-11-22'))
    expect(typeof parsed === 'number' ? dayOf(parsed) : parsed).toBe(until)
  })

  it.each(['P2M', '2027-02-23', '2026-13-01', '2027-01-05T00:00', 'tomorrow', '9999-12-31'])(
    'cannot be %s',
    (text) => {
      expect(parsePause(text, noon('2026-11-22'))).toBe('invalid')
    },
  )
})

import { describe, expect, it } from 'vitest'
import { type Locale, locales } from '../../../shared/settings/locale.ts'
import { dayIn, momentIn } from '../../../shared/web/dates.ts'
import { settings } from '../../support/builders.ts'

const context = (locale: Locale, country = 'GB') => ({
  settings: { ...settings, organisation: { ...settings.organisation, country } },
  locale,
})

describe('a date', () => {
  it.each([
    ['en', 'GB', '2026-10-01', '1 October 2026'],
    ['en', 'US', '2026-10-01', 'October 1, 2026'],
    ['fr', 'GB', '2026-10-01', '1er octobre 2026'],
    ['fr', 'CA', '2026-10-01', '1er octobre 2026'],
    ['fr', 'FR', '2026-10-02', '2 octobre 2026'],
    ['fr', 'FR', '2026-10-11', '11 octobre 2026'],
    ['fr', 'FR', '2026-10-21', '21 octobre 2026'],
    ['ar', 'GB', '2026-10-01', '1 أكتوبر 2026'],
  ] as const)('in %s, for an organisation in %s, on %s, reads %s', (locale, country, day, expected) => {
    expect(dayIn(context(locale, country), day)).toBe(expected)
  })

  it('with a time names the zone, and keeps “1er” in French', () => {
    expect(momentIn(context('fr'), '2026-10-01T01:02:00Z')).toBe('1er octobre 2026 à 01:02 UTC')
  })

  it.each(locales)('without a zone is the day in UTC, in %s', (locale) => {
    expect(dayIn(context(locale), '2026-10-02T23:59:59Z')).toBe(dayIn(context(locale), '2026-10-02'))
  })
})

import type { Instant } from '../domain/events.ts'
import type { PageContext } from './layout.ts'

/**
 * Formats a day in UTC, in the page's language and the organisation's region, with Latin digits like the rest of the
 * page.
 */
export function dayIn(context: PageContext, at: Instant | string): string {
  return formatted(context, at, { dateStyle: 'long' })
}

/** Formats a day and time in UTC, in the same way. */
export function momentIn(context: PageContext, at: Instant | string): string {
  return `${formatted(context, at, { dateStyle: 'long', timeStyle: 'short' })} UTC`
}

function formatted(
  { settings, locale }: PageContext,
  at: Instant | string,
  style: Intl.DateTimeFormatOptions,
): string {
  const { country: region } = settings.organisation
  const format = new Intl.Locale(locale, { region, numberingSystem: 'latn' })
  const parts = new Intl.DateTimeFormat(format, { ...style, timeZone: 'UTC' }).formatToParts(new Date(at))
  return parts
    .map(({ type, value }) => (locale === 'fr' && type === 'day' && value === '1' ? frenchFirst : value))
    .join('')
}

/** French writes the first of a month as an ordinal, and no other day; CLDR, and so Intl, does not. */
const frenchFirst = '1er'

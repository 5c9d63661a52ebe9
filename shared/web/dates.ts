import type { Instant } from '../domain/events.ts'
import type { PageContext } from './layout.ts'

/** As dates are written where the organisation is, with the digits of the rest of the page. In UTC. */
export function dayIn(context: PageContext, at: Instant | string): string {
  return formatted(context, at, { dateStyle: 'long' })
}

/** The same with the time of day. */
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

/** French has an ordinal for the first of a month, and for no other day; Unicode's data, and so Intl, has none. */
const frenchFirst = '1er'

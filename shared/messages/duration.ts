import type { Locale } from '../settings/locale.ts'

/** `3 days`, or `5 hours` where it makes no whole days, in the words and plurals of the language. */
export function inDaysOrHours(locale: Locale, hours: number): string {
  const [value, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

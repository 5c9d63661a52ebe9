import type { Locale } from '../settings/locale.ts'

/** Formats hours as whole days where possible, otherwise as hours, with the language's plurals: `3 days`, `5 hours`. */
export function inDaysOrHours(locale: Locale, hours: number): string {
  const [value, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

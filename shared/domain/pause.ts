import type { Instant } from './events.ts'

/** The pauses that people can choose: ISO 8601 durations. */
export const pauses = ['P1M', 'P3M'] as const
export type Pause = (typeof pauses)[number]

const months: Record<Pause, number> = { P1M: 1, P3M: 3 }

/**
 * Returns the day on which mail resumes, at 0:00 UTC: the same day of a later month, or that month's last if it has
 * no such day. A whole day, so that it can be put into words and sent back by a form.
 */
export function pauseEnd(from: Instant, pause: Pause): Instant {
  const date = new Date(from)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months[pause]]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay))
}

/** Returns the pause in effect at a time, if any. */
export function pauseAt(
  { pausedUntil }: { readonly pausedUntil?: Instant | undefined },
  at: Instant,
): Instant | undefined {
  return pausedUntil !== undefined && pausedUntil > at ? pausedUntil : undefined
}

/**
 * Parses the pause that a form sends: a duration from now, the day (ISO 8601) until which it continues, or nothing.
 * @returns undefined for no pause, or a day that has come; `invalid` for more than can be chosen
 */
export function parsePause(text: string | undefined, now: Instant): Instant | undefined | 'invalid' {
  if (text === undefined || text === '' || text === 'none') return undefined
  const chosen = pauses.find((pause) => pause === text)
  if (chosen) return pauseEnd(now, chosen)
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(day) || day > pauseEnd(now, 'P3M')) return 'invalid'
  return day > now ? day : undefined
}

/** Formats the day as {@link parsePause} reads it. */
export const dayOf = (at: Instant) => new Date(at).toISOString().slice(0, 10)

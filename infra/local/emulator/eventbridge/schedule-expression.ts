import { Cron } from 'croner'

/**
 * Returns the next time at which a schedule fires: `rate(…)`, `cron(…)` or `at(…)`, in UTC unless a time zone is given.
 * @returns undefined if it never fires again
 * @throws Error for an expression that AWS would refuse
 */
export function nextFiring(expression: string, after: Date, timezone = 'UTC'): Date | undefined {
  const [, kind, content = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? []
  if (kind === 'rate') return new Date(after.getTime() + rateMs(content))
  if (kind === 'cron')
    return new Cron(cronPattern(content), { timezone, sloppyRanges: true }).nextRun(after) ?? undefined
  if (kind === 'at') return new Date(`${content}Z`) > after ? new Date(`${content}Z`) : undefined
  throw new Error(`Unknown schedule "${expression}"`)
}

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

function rateMs(content: string): number {
  const [, value, unit = '', plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(content) ?? []
  if (!unit || (Number(value) === 1) === (plural === 's'))
    throw new Error(`AWS refuses the schedule rate(${content})`)
  return Number(value) * (unitMs[unit] ?? 0)
}

/** Translates AWS's "minutes hours day-of-month month day-of-week year", whose week begins with Sunday as 1. */
function cronPattern(content: string): string {
  const fields = content.trim().split(/\s+/)
  const [minutes, hours, dayOfMonth, month, dayOfWeek = '', year] = fields
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error(`AWS refuses the schedule cron(${content})`)
  const fromSunday = dayOfWeek.replace(/(?<![#/\d])\d+/g, (day) => String(Number(day) - 1))
  return ['0', minutes, hours, dayOfMonth, month, fromSunday, year]
    .map((field) => field?.replace('?', '*'))
    .join(' ')
}

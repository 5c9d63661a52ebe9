import { AwsError } from '../endpoint/call.ts'

export interface SesLimits {
  /** Recipients per second. */
  maxSendRate: number
  /** Recipients in any 24 hours. */
  max24HourSend: number
}

const day = 24 * 3600 * 1000

const variables = { maxSendRate: 'SES_MAX_SEND_RATE', max24HourSend: 'SES_DAILY_QUOTA' } as const

/** Reads limits from the environment. @throws Error that names a variable whose value is not a number above 0 */
export function sesLimitsFromEnvironment(env: NodeJS.ProcessEnv): Partial<SesLimits> {
  const set = Object.entries(variables).filter(([, variable]) => env[variable])
  return Object.fromEntries(
    set.map(([limit, variable]) => {
      const value = Number(env[variable])
      if (!(value > 0)) throw new Error(`${variable} must be a number above 0, not "${env[variable]}"`)
      return [limit, value]
    }),
  )
}

/** The account's sending rate and daily quota, in which each recipient counts. */
export class SendingQuota {
  #limits: SesLimits = { maxSendRate: 1000, max24HourSend: 1_000_000 }
  /** Mails of the last 24 hours, oldest first. */
  readonly #sent: { at: number; recipients: number }[] = []
  #total = 0

  constructor(limits: Partial<SesLimits> = {}) {
    this.setLimits(limits)
  }

  setLimits(limits: Partial<SesLimits>): void {
    this.#limits = { ...this.#limits, ...limits }
  }

  /** Counts a mail. @throws AwsError if it would exceed the rate or the quota */
  take(recipients: number, now: number = Date.now()): void {
    const { maxSendRate, max24HourSend } = this.#limits
    if (this.#inADay(now) + recipients > max24HourSend)
      throw new AwsError('Throttling', 'Daily message quota exceeded.')
    if (this.#inASecond(now) + recipients > maxSendRate)
      throw new AwsError('Throttling', 'Maximum sending rate exceeded.')
    this.#sent.push({ at: now, recipients })
    this.#total += recipients
  }

  /** Returns the output of GetSendQuota. */
  report(now: number = Date.now()) {
    const { maxSendRate, max24HourSend } = this.#limits
    return { Max24HourSend: max24HourSend, MaxSendRate: maxSendRate, SentLast24Hours: this.#inADay(now) }
  }

  #inADay(now: number): number {
    while (this.#sent[0] && this.#sent[0].at <= now - day) this.#total -= this.#sent.shift()?.recipients ?? 0
    return this.#total
  }

  #inASecond(now: number): number {
    const first = this.#sent.findLastIndex(({ at }) => at <= now - 1000) + 1
    return this.#sent.slice(first).reduce((sum, { recipients }) => sum + recipients, 0)
  }
}

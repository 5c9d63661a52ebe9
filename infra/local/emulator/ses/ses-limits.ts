import { AwsError } from '../endpoint/call.ts'

export interface SesLimits {
  /** Recipients a second. */
  maxSendRate: number
  /** Recipients in any 24 hours. */
  max24HourSend: number
}

const day = 24 * 3600 * 1000

const variables = { maxSendRate: 'SES_MAX_SEND_RATE', max24HourSend: 'SES_DAILY_QUOTA' } as const

/** What the environment sets. @throws Error that names the variable which is no number above 0 */
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

/** How fast and how much an account may send; each recipient counts. */
export class SendingQuota {
  #limits: SesLimits = { maxSendRate: 1000, max24HourSend: 1_000_000 }
  /** Of the last day, oldest first. */
  readonly #sent: { at: number; recipients: number }[] = []
  #total = 0

  constructor(limits: Partial<SesLimits> = {}) {
    this.setLimits(limits)
  }

  setLimits(limits: Partial<SesLimits>): void {
    this.#limits = { ...this.#limits, ...limits }
  }

  /** @throws AwsError where the account has to wait. */
  take(recipients: number, now: number = Date.now()): void {
    const { maxSendRate, max24HourSend } = this.#limits
    if (this.#inADay(now) + recipients > max24HourSend)
      throw new AwsError('Throttling', 'Daily message quota exceeded.')
    if (this.#inASecond(now) + recipients > maxSendRate)
      throw new AwsError('Throttling', 'Maximum sending rate exceeded.')
    this.#sent.push({ at: now, recipients })
    this.#total += recipients
  }

  /** As GetSendQuota answers it. */
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

import { AwsError } from './call.ts'

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
  #sent: { at: number; recipients: number }[] = []

  constructor(limits: Partial<SesLimits> = {}) {
    this.setLimits(limits)
  }

  setLimits(limits: Partial<SesLimits>): void {
    this.#limits = { ...this.#limits, ...limits }
  }

  /** @throws AwsError where the account has to wait. */
  take(recipients: number, now: number = Date.now()): void {
    this.#sent = this.#sent.filter(({ at }) => at > now - day)
    if (this.#within(day, now) + recipients > this.#limits.max24HourSend)
      throw new AwsError('Throttling', 'Daily message quota exceeded.')
    if (this.#within(1000, now) + recipients > this.#limits.maxSendRate)
      throw new AwsError('Throttling', 'Maximum sending rate exceeded.')
    this.#sent.push({ at: now, recipients })
  }

  /** As GetSendQuota answers it. */
  report(now: number = Date.now()) {
    const { maxSendRate, max24HourSend } = this.#limits
    return { Max24HourSend: max24HourSend, MaxSendRate: maxSendRate, SentLast24Hours: this.#within(day, now) }
  }

  #within(span: number, now: number): number {
    return this.#sent.reduce((sum, { at, recipients }) => (at > now - span ? sum + recipients : sum), 0)
  }
}

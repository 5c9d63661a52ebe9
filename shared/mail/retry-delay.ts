import { type Priority, quotaRenewal } from '../domain/sending-pace.ts'
import { claimHolds } from '../store/mail-log.ts'
import type { TurnRefusal } from './sending-turns.ts'
import type { SesFailure } from './ses.ts'

/**
 * Why a mail cannot be sent now. `busy`: other mails have the next turns; `unknown-kind`: a newer version of this
 * code owed it, and this version cannot write it; `held`: the brake on first mails is on.
 */
export type DelayReason = Exclude<SesFailure, 'rejected'> | TurnRefusal['refused'] | 'unknown-kind' | 'held'

const second = 1000
const minute = 60 * second

export interface Retry {
  readonly priority: Priority
  /** From 1. */
  readonly attempt: number
  /** From 0 to 1. */
  readonly random?: () => number
}

/**
 * SQS delivers a message at most 1,000 times, and a mail may wait for ten days: after this many attempts each waits a
 * quarter of an hour, so that the days end first.
 */
const manyAttempts = 50
const longDelay = 15 * minute

/**
 * Returns the milliseconds until the next attempt, with full jitter, so that mails that failed together are spread
 * out.
 */
export function retryDelay(reason: DelayReason, { priority, attempt, random = Math.random }: Retry): number {
  if (attempt > manyAttempts && reason !== 'no-answer') return longDelay * (1 + random() / 5)
  const fullJitter = (first: number, most: number) => random() * Math.min(most, first * 2 ** (attempt - 1))
  switch (reason) {
    case 'no-answer':
      return claimHolds + random() * 2 * second
    case 'rate-exceeded':
    case 'busy':
      return fullJitter(2 * second, minute)
    case 'quota-exceeded':
      return quotaRenewal[priority] * (1 + random() / 5)
    case 'held':
      return longDelay * (1 + random() / 5)
    case 'sending-disabled':
    case 'temporary-failure':
    case 'unknown-kind':
      return fullJitter(2 * second, longDelay)
    default:
      return reason satisfies never
  }
}

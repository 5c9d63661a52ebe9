import { type Priority, quotaRenewal } from '../domain/sending-pace.ts'
import { claimHolds } from '../store/mail-log.ts'
import type { TurnRefusal } from './sending-turns.ts'
import type { SesVerdict } from './ses.ts'

/** Why a mail could not be sent now. `busy`: others have the next turns. */
export type DelayReason = Exclude<SesVerdict, 'never'> | TurnRefusal['refused']

const second = 1000
const minute = 60 * second

export interface Retry {
  readonly priority: Priority
  /** From 1. */
  readonly attempt: number
  /** From 0 to 1. */
  readonly random?: () => number
}

/** Milliseconds until a mail is tried again: with full jitter, so that those that failed together do not come together. */
export function retryAfter(delay: DelayReason, { priority, attempt, random = Math.random }: Retry): number {
  const fullJitter = (first: number, most: number) => random() * Math.min(most, first * 2 ** (attempt - 1))
  switch (delay) {
    case 'unanswered':
      return claimHolds + random() * 2 * second
    case 'too-fast':
    case 'busy':
      return fullJitter(2 * second, minute)
    case 'quota':
      return quotaRenewal[priority] * (1 + random() / 5)
    case 'closed':
    case 'later':
      return fullJitter(2 * second, 15 * minute)
    default:
      return delay satisfies never
  }
}

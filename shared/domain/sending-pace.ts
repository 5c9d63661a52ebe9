import { compact } from '../lib/compact.ts'
import type { Instant } from './events.ts'

/** The rate and the volume that the account may send, as the mail service reports them. */
export interface SendingQuota {
  /** Mails a second. */
  readonly rate: number
  /** Mails in any 24 hours; absent if there is no limit. */
  readonly daily?: { readonly most: number; readonly left: number }
}

/** The state that all senders of the account share: the quota as last read, and how much of it is granted. */
export interface SendingPace extends SendingQuota {
  readonly readAt: Instant
  /** The next free turn. */
  readonly nextAt: Instant
  /** Set when the mail service reports the day's quota as used up: until then it is not asked. */
  readonly closedUntil?: Instant
}

/** The order of sending: confirmation mails go before everything else. */
export type Priority = 'first' | 'rest'

export interface SendingRequest {
  readonly priority: Priority
  /** The number of mails that wait. */
  readonly mails: number
  readonly at: Instant
  /** The time at which the first of them can be ready. @default at */
  readonly readyAt?: Instant
}

/** The turns to send at, as many as are free now; or, if none is free, the time to ask again and the reason. */
export type Granted =
  | { readonly turns: readonly Instant[] }
  | { readonly refused: 'busy' | 'quota-exceeded'; readonly askAgainAt: Instant }

/**
 * The share of the permitted rate that is used. Clocks and networks are not exact: turns at these distances, used up
 * to 50 ms late, still leave no second with more mails than permitted.
 */
const usedShare = 0.95

/**
 * The time ahead for which turns are granted, in milliseconds. When both wait, `first` overtakes `rest` by the
 * difference.
 */
const horizon: Record<Priority, number> = { first: 8_000, rest: 1_000 }

/** The share of a day's mails that is reserved for confirmation mails. */
const reservedForFirst = 0.05

/**
 * The milliseconds until some quota renews. A quota is a sliding day: mails sent this time yesterday are free again
 * now.
 */
export const quotaRenewal: Record<Priority, number> = { first: 60_000, rest: 15 * 60_000 }

/**
 * Grants turns one after the other at even distances: there are no bursts, and a sender that dies wastes only the
 * turns it holds. Pure.
 */
export function grant(pace: SendingPace, request: SendingRequest): Granted & { after: SendingPace } {
  const { priority, mails, at, readyAt = at } = request
  const closedUntil = pace.closedUntil ?? 0
  if (at < closedUntil) return { refused: 'quota-exceeded', askAgainAt: closedUntil, after: pace }
  const left = leftFor(pace, priority)
  if (left < 1) return { refused: 'quota-exceeded', askAgainAt: at + quotaRenewal[priority], after: pace }
  const distance = 1000 / (pace.rate * usedShare)
  const first = Math.max(pace.nextAt, readyAt)
  const room = Math.floor((readyAt + horizon[priority] - first) / distance) + 1
  if (room < 1) return { refused: 'busy', askAgainAt: at + first - readyAt - horizon[priority], after: pace }
  const turns = Array.from({ length: Math.min(mails, left, room) }, (_, i) => first + i * distance)
  return { turns, after: { ...minus(pace, turns.length), nextAt: first + turns.length * distance } }
}

/** Returns the pace with the quota that was just read; what was granted stays granted. */
export function renew(pace: SendingPace | undefined, quota: SendingQuota, at: Instant): SendingPace {
  const { nextAt = at, closedUntil } = pace ?? {}
  return compact({ ...quota, readAt: at, nextAt, closedUntil })
}

function leftFor({ daily }: SendingPace, priority: Priority): number {
  if (!daily) return Number.POSITIVE_INFINITY
  return Math.floor(priority === 'first' ? daily.left : daily.left - daily.most * reservedForFirst)
}

function minus(pace: SendingPace, mails: number): SendingPace {
  const { daily } = pace
  return daily ? { ...pace, daily: { ...daily, left: daily.left - mails } } : pace
}

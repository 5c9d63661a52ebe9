import { compact } from '../lib/compact.ts'
import type { Instant } from './events.ts'

/** How fast and how much the account may send, as the mail service says. */
export interface SendingQuota {
  /** Mails a second. */
  readonly rate: number
  /** Mails in any 24 hours; absent where there is no limit. */
  readonly daily?: { readonly most: number; readonly left: number }
}

/** What all senders of the account share: the quota as last read, and how far it is given away. */
export interface SendingPace extends SendingQuota {
  readonly readAt: Instant
  /** The next turn that nobody has. */
  readonly nextAt: Instant
  /** The mail service said that the day's quota is used up: nobody asks it before. */
  readonly closedUntil?: Instant
}

/** Confirmation mails go before everything else. */
export type Priority = 'first' | 'rest'

export interface SendingRequest {
  readonly priority: Priority
  /** How many mails wait. */
  readonly mails: number
  readonly at: Instant
  /** When the first of them can be ready to go. @default at */
  readonly readyAt?: Instant
}

/** Turns to send at, as many as there are now; or, where there is none, when to ask again and why not now. */
export type Granted =
  | { readonly turns: readonly Instant[] }
  | { readonly refused: 'busy' | 'quota-exceeded'; readonly askAgainAt: Instant }

/**
 * Of the permitted rate. Clocks and networks are not exact: turns at these distances, used up to 50 ms late, still leave
 * no second with more than is permitted.
 */
const used = 0.95

/** How far ahead turns are given away. What is first overtakes the rest, by the difference, when both wait. */
const horizon: Record<Priority, number> = { first: 8_000, rest: 1_000 }

/** This part of a day's mails is kept for those who wait for their confirmation. */
const keptForFirst = 0.05

/** A quota is a sliding day: what was sent this time yesterday is free again now. */
export const quotaRenewal: Record<Priority, number> = { first: 60_000, rest: 15 * 60_000 }

/**
 * Gives away turns, one after the other at even distances: there is no burst in it, and a sender that dies only wastes
 * those that it has. Pure.
 */
export function grant(pace: SendingPace, ask: SendingRequest): Granted & { after: SendingPace } {
  const { priority, mails, at, readyAt = at } = ask
  const closedUntil = pace.closedUntil ?? 0
  if (at < closedUntil) return { refused: 'quota-exceeded', askAgainAt: closedUntil, after: pace }
  const left = leftFor(pace, priority)
  if (left < 1) return { refused: 'quota-exceeded', askAgainAt: at + quotaRenewal[priority], after: pace }
  const distance = 1000 / (pace.rate * used)
  const first = Math.max(pace.nextAt, readyAt)
  const room = Math.floor((readyAt + horizon[priority] - first) / distance) + 1
  if (room < 1) return { refused: 'busy', askAgainAt: at + first - readyAt - horizon[priority], after: pace }
  const turns = Array.from({ length: Math.min(mails, left, room) }, (_, i) => first + i * distance)
  return { turns, after: { ...lessBy(pace, turns.length), nextAt: first + turns.length * distance } }
}

/** The quota as it was read just now; what was given away stays so. */
export function renew(pace: SendingPace | undefined, quota: SendingQuota, at: Instant): SendingPace {
  const { nextAt = at, closedUntil } = pace ?? {}
  return compact({ ...quota, readAt: at, nextAt, closedUntil })
}

function leftFor({ daily }: SendingPace, priority: Priority): number {
  if (!daily) return Number.POSITIVE_INFINITY
  return Math.floor(priority === 'first' ? daily.left : daily.left - daily.most * keptForFirst)
}

function lessBy(pace: SendingPace, mails: number): SendingPace {
  const { daily } = pace
  return daily ? { ...pace, daily: { ...daily, left: daily.left - mails } } : pace
}

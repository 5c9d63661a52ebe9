import type { FirstMailOutcome, Instant } from './events.ts'

export type FirstMailCounts = Readonly<Record<FirstMailOutcome, number>>

/** The outcomes that were recorded in one hour. */
export interface FirstMailHour extends FirstMailCounts {
  /** Hours since 1970. */
  readonly hour: number
}

/** The shares of first mails, each with the least number that counts, from which new ones are held back. */
export interface BrakePolicy {
  readonly bounceShare: number
  readonly leastBounces: number
  readonly complaintShare: number
  readonly leastComplaints: number
  readonly unconfirmedShare: number
  readonly leastUnconfirmed: number
}

export const brakeReasons = ['bounces', 'complaints', 'unconfirmed'] as const
export type BrakeReason = (typeof brakeReasons)[number]

/** Hours whose outcomes count. When no first mails go, the brake releases itself after that. */
export const brakeWindow = 24

export const hourOf = (at: Instant) => Math.floor(at / (60 * 60 * 1000))

/**
 * Returns the reasons to hold first mails back; none if they may go. Bots that sign up made-up addresses, or other
 * people's, cost the sender its reputation: SES reviews an account at 5 % bounces or 0.1 % complaints and pauses it at 10 %
 * or 0.5 % (SES Developer Guide, "Reputation metrics": the defaults are half of the former). Pure.
 */
export function reasonsToBrake(
  hours: readonly FirstMailHour[],
  policy: BrakePolicy,
  at: Instant,
): BrakeReason[] {
  const now = hourOf(at)
  const recent = hours.filter(({ hour }) => now - hour < brakeWindow)
  // A person confirms within minutes or hours: what was delivered in the last two clock hours says nothing yet.
  const settled = recent.filter(({ hour }) => now - hour >= 2)
  const { bounced, delivered, complained, confirmed } = totalOf(recent)
  const mails = delivered + bounced
  const reached = totalOf(settled).delivered
  const unconfirmed = reached - confirmed
  const checks: Record<BrakeReason, boolean> = {
    bounces: bounced >= policy.leastBounces && bounced >= policy.bounceShare * mails,
    complaints: complained >= policy.leastComplaints && complained >= policy.complaintShare * mails,
    unconfirmed: unconfirmed >= policy.leastUnconfirmed && unconfirmed >= policy.unconfirmedShare * reached,
  }
  return brakeReasons.filter((reason) => checks[reason])
}

/** Counts outcomes by their kind. */
export const countsOf = (outcomes: readonly FirstMailOutcome[]): FirstMailCounts =>
  each((outcome) => outcomes.filter((one) => one === outcome).length)

/** Adds counts up. */
const totalOf = (counts: readonly FirstMailCounts[]): FirstMailCounts =>
  each((outcome) => counts.reduce((total, one) => total + one[outcome], 0))

const each = (count: (outcome: FirstMailOutcome) => number): FirstMailCounts => ({
  delivered: count('delivered'),
  bounced: count('bounced'),
  complained: count('complained'),
  confirmed: count('confirmed'),
})

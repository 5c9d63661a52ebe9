import type { Instant } from './events.ts'
import { mayBeWrittenTo } from './lawful-basis.ts'
import type { Supporter } from './supporter.ts'

/** Why somebody gets no mailing. */
export type NotMailed =
  | 'unknown'
  | 'pending'
  | 'unsubscribed'
  | 'bounced'
  | 'complained'
  | 'objected'
  | 'erased'
  | 'restricted'
  | 'paused'
  | 'no-lawful-basis'

/**
 * Whether a mailing may go to a supporter now: subscribed, on a lawful basis, and nothing that stands against it. Ask
 * it of a record that has lapsed what has to lapse.
 */
export function mayBeMailed(supporter: Supporter, at: Instant): boolean {
  return whyNotMailed(supporter, at) === undefined
}

/** What stands against a mailing; undefined if nothing does. */
export function whyNotMailed(supporter: Supporter, at: Instant): NotMailed | undefined {
  // Kept and not used, whatever else is so (UK GDPR Art 18).
  if (supporter.restricted !== undefined) return 'restricted'
  switch (supporter.status) {
    case 'unknown':
    case 'pending':
    case 'unsubscribed':
      return supporter.status
    case 'suppressed':
      return supporter.reason
    case 'subscribed':
      if (supporter.pausedUntil !== undefined && at < supporter.pausedUntil) return 'paused'
      return supporter.address && mayBeWrittenTo(supporter) ? undefined : 'no-lawful-basis'
    default:
      return supporter satisfies never
  }
}

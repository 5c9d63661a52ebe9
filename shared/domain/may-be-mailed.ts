import type { Instant } from './events.ts'
import { mayBeWrittenTo } from './lawful-basis.ts'
import type { Supporter } from './supporter.ts'

/** The reasons why a person gets no mailing. */
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
 * Checks whether a mailing may go to a supporter now: subscribed, on a lawful basis, and with nothing against it.
 * Pass a record without lapsed data.
 */
export function mayBeMailed(supporter: Supporter, at: Instant): boolean {
  return whyNotMailed(supporter, at) === undefined
}

/** Returns the reason why a supporter gets no mailing; undefined if there is none. */
export function whyNotMailed(supporter: Supporter, at: Instant): NotMailed | undefined {
  // Restricted data is kept and not used, whatever the status (UK GDPR Art 18).
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

import { timeOfId } from '../../lib/time-ordered-id.ts'
import type { Circumstances, CommandOf } from '../commands.ts'
import type { Instant } from '../events.ts'
import { pendingSignUp, type Supporter } from '../supporter.ts'

/**
 * Checks whether a form that waited in a queue is already recorded, or overtaken by a later act. A queue delivers
 * messages twice, late and in any order: the latest form counts, and nobody who has left or was erased since comes back
 * (UK GDPR Art 7(3), 17).
 */
export function isOvertaken(
  supporter: Supporter,
  { consent }: CommandOf<'sign-up'>,
  { id, sentAt }: Circumstances,
): boolean {
  if (sentAt === undefined) return false
  const waiting = pendingSignUp(supporter)
  if (waiting?.nonce === id) return true
  const waitingSince = timeOfId(waiting?.nonce ?? '')
  if (waiting?.consent.form === consent.form && waitingSince !== undefined && waitingSince > sentAt)
    return true
  const settled = settledAt(supporter, consent.topics)
  return settled !== undefined && settled >= sentAt
}

/** Returns the time since which an earlier form has nothing left to ask for: mail ended, or these topics are held. */
function settledAt(supporter: Supporter, topics: readonly string[]): Instant | undefined {
  switch (supporter.status) {
    case 'unsubscribed':
    case 'suppressed':
      return supporter.since
    case 'subscribed':
      return topics.every((topic) => supporter.topics.includes(topic)) ? supporter.since : undefined
    case 'pending':
      return supporter.before.status === 'unknown' ? undefined : supporter.before.since
    case 'unknown':
      return undefined
    default:
      return supporter satisfies never
  }
}

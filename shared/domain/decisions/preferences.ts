import { compact } from '../../lib/compact.ts'
import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import { detailsIn, haveSameDetails } from '../profile.ts'
import type { Supporter } from '../supporter.ts'
import { eventBase } from './event-base.ts'
import { unsubscribe } from './withdrawal.ts'

/**
 * Changes a subscriber's preferences, or changes them back. Adding a topic is consent from a proved mailbox, and needs no
 * second mail. Removing every topic is a withdrawal.
 */
export function changePreferences(
  supporter: Supporter,
  command: CommandOf<'change-preferences'>,
  now: Circumstances,
): Decision<'change-preferences'> {
  if (supporter.status !== 'subscribed') return { outcome: 'not-subscribed' }
  if (command.topics.length === 0) return unsubscribe(supporter, { method: 'preferences' }, now)
  if (!changes(supporter, command)) return { outcome: 'saved' }
  const { topics, locale, pausedUntil, consent } = command
  const adds = topics.some((topic) => !supporter.topics.includes(topic))
  if (adds && !consent) return { outcome: 'changed' }
  return {
    outcome: 'saved',
    event: compact({
      ...eventBase(supporter, now, 'supporter'),
      type: 'preferences-changed',
      topics,
      locale,
      ...detailsIn(command),
      pausedUntil,
      ...(adds && consent && { consent: { ...consent, topics } }),
    }),
  }
}

function changes(
  supporter: Extract<Supporter, { status: 'subscribed' }>,
  command: CommandOf<'change-preferences'>,
): boolean {
  const { topics, locale, pausedUntil } = command
  return (
    [...topics].sort().join() !== [...supporter.topics].sort().join() ||
    locale !== supporter.locale ||
    !haveSameDetails(command, supporter) ||
    pausedUntil !== supporter.pausedUntil
  )
}

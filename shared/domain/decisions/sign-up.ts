import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Cycle, MailKind } from '../events.ts'
import { changesDetails } from '../profile.ts'
import { type PendingSignUp, type Supporter, union } from '../supporter.ts'
import { eventBase, ifCooldownAllows, ifQuotaAllows } from './event-base.ts'
import { isOvertaken } from './overtaken.ts'

const maxChangesWhilePending = 10

/** Decides a sign-up by double opt-in, from any state. */
export function signUp(
  supporter: Supporter,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision<'sign-up'> {
  // Restricted data is kept and not used until an officer lifts the restriction (UK GDPR Art 18(2)-(3)).
  if (supporter.restricted !== undefined) return { outcome: 'accepted' }
  if (isOvertaken(supporter, command, now)) return { outcome: 'accepted' }
  switch (supporter.status) {
    case 'unknown': {
      // What lapsed counts: else a short retention would let a stranger have more mails sent.
      const mail = ifQuotaAllows(supporter, now, 'confirmation')
      if (!mail) return { outcome: 'accepted' }
      return requested(supporter, command, now, supporter.version + 1, mail)
    }
    case 'unsubscribed':
      // A former supporter may sign up again at once: without a cool-down, within the limits of the day and the week.
      return requested(
        supporter,
        command,
        now,
        supporter.version + 1,
        ifQuotaAllows(supporter, now, 'confirmation'),
      )
    case 'suppressed':
      return tryAgain(supporter, command, now)
    case 'pending':
      if (supporter.signUp) return requestAgain(supporter, supporter.signUp, command, now)
      return requested(
        supporter,
        command,
        now,
        supporter.version + 1,
        ifCooldownAllows(supporter, now, 'confirmation'),
      )
    case 'subscribed': {
      const added = command.consent.topics.filter((topic) => !supporter.topics.includes(topic))
      if (added.length === 0) return repeat(supporter, command, now)
      const forAdded = { ...command, consent: { ...command.consent, topics: added } }
      if (supporter.signUp) return requestAgain(supporter, supporter.signUp, forAdded, now)
      return requested(
        supporter,
        forAdded,
        now,
        supporter.version + 1,
        ifCooldownAllows(supporter, now, 'confirmation'),
      )
    }
    default:
      return supporter satisfies never
  }
}

/** Tries a mailbox that bounced once more. A supporter who complained may sign up again. */
function tryAgain(
  supporter: Extract<Supporter, { status: 'suppressed' }>,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision<'sign-up'> {
  const mail = ifCooldownAllows(supporter, now, 'confirmation')
  if (supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  return requested(supporter, command, now, supporter.version + 1, mail)
}

/**
 * Decides a second sign-up while the first is pending. The same form replaces the topics, another form adds to them;
 * either way, one more mail is owed only if the allowance permits.
 */
function requestAgain(
  supporter: Supporter,
  waiting: PendingSignUp,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision<'sign-up'> {
  const sameForm = waiting.consent.form === command.consent.form
  const topics = sameForm ? command.consent.topics : union(waiting.consent.topics, command.consent.topics)
  const merged = { ...command, consent: { ...command.consent, topics } }
  const mail = ifCooldownAllows(supporter, now, 'confirmation')
  const changesLeft = waiting.sequence - waiting.cycle < maxChangesWhilePending
  if (!mail && !(changesLeft && differs(waiting, merged))) return { outcome: 'accepted' }
  return requested(supporter, merged, now, waiting.cycle, mail)
}

function requested(
  supporter: Supporter,
  { consent, profile }: CommandOf<'sign-up'>,
  now: Circumstances,
  cycle: Cycle,
  mail: MailKind | undefined,
): Decision<'sign-up'> {
  const common = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...common, type: 'sign-up-requested', cycle, consent, profile } }
}

function repeat(
  supporter: Supporter,
  { consent }: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision<'sign-up'> {
  const mail = ifCooldownAllows(supporter, now, 'already-subscribed')
  if (!mail) return { outcome: 'accepted' }
  const common = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...common, type: 'sign-up-repeated', consent } }
}

function differs(waiting: PendingSignUp, { consent, profile }: CommandOf<'sign-up'>): boolean {
  const { topics, wording, locale, form } = waiting.consent
  return (
    [...topics].sort().join() !== [...consent.topics].sort().join() ||
    wording.hash !== consent.wording.hash ||
    locale !== consent.locale ||
    form !== consent.form ||
    changesDetails(profile, waiting)
  )
}

import type { Circumstances, CommandOf, Decision } from '../commands.ts'
import type { Cycle, MailKind } from '../events.ts'
import { type PendingSignUp, type Supporter, union } from '../supporter.ts'
import { eventBase, ifCooldownAllows, ifQuotaAllows } from './event-base.ts'

const maxChangesWhilePending = 10

/** A form was sent (double opt-in): what it leads to depends on where the supporter stands. */
export function signUp(supporter: Supporter, command: CommandOf<'sign-up'>, now: Circumstances): Decision {
  // What is restricted is kept and not used, whoever asks: an officer lifts it first (UK GDPR Art 18(2)-(3)).
  if (supporter.restricted !== undefined) return { outcome: 'accepted' }
  switch (supporter.status) {
    case 'unknown':
      return requested(supporter, command, now, supporter.version + 1, 'confirmation')
    case 'unsubscribed':
      // Coming back at once is theirs to decide; no cool-down, but no more mails than a day's and a week's.
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
      const asked = { ...command, consent: { ...command.consent, topics: added } }
      if (supporter.signUp) return requestAgain(supporter, supporter.signUp, asked, now)
      return requested(
        supporter,
        asked,
        now,
        supporter.version + 1,
        ifCooldownAllows(supporter, now, 'confirmation'),
      )
    }
    default:
      return supporter satisfies never
  }
}

/** A mailbox that bounced gets one more try; somebody who complained may come back by their own sign-up. */
function tryAgain(
  supporter: Extract<Supporter, { status: 'suppressed' }>,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision {
  const mail = ifCooldownAllows(supporter, now, 'confirmation')
  if (supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  return requested(supporter, command, now, supporter.version + 1, mail)
}

/**
 * The form was sent again while its first mail waits. The same form corrects what was ticked, another form adds to
 * it; either way one more mail is owed only if the pace allows.
 */
function requestAgain(
  supporter: Supporter,
  waiting: PendingSignUp,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision {
  const sameForm = waiting.consent.form === command.consent.form
  const topics = sameForm ? command.consent.topics : union(waiting.consent.topics, command.consent.topics)
  const asked = { ...command, consent: { ...command.consent, topics } }
  const mail = ifCooldownAllows(supporter, now, 'confirmation')
  const changesLeft = waiting.sequence - waiting.cycle < maxChangesWhilePending
  if (!mail && !(changesLeft && differs(waiting, asked))) return { outcome: 'accepted' }
  return requested(supporter, asked, now, waiting.cycle, mail)
}

function requested(
  supporter: Supporter,
  { consent, profile }: CommandOf<'sign-up'>,
  now: Circumstances,
  cycle: Cycle,
  mail: MailKind | undefined,
): Decision {
  const common = eventBase(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...common, type: 'sign-up-requested', cycle, consent, profile } }
}

function repeat(supporter: Supporter, { consent }: CommandOf<'sign-up'>, now: Circumstances): Decision {
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
    (profile.name !== undefined && profile.name !== waiting.name)
  )
}

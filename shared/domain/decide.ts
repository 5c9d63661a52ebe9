import type { Settings } from '../settings.ts'
import type {
  Actor,
  Consent,
  Evidence,
  Instant,
  MailKind,
  Profile,
  SoftOptIn,
  SupporterEvent,
} from './events.ts'
import { hasMailsLeft, mayMail } from './mail-pace.ts'
import { evolve, lapse, type PendingRequest, pendingRequest, type Supporter, union } from './supporter.ts'

/** What somebody asks of a supporter's record. */
export type Command =
  | { readonly type: 'sign-up'; readonly consent: Consent; readonly profile: Profile }
  | {
      readonly type: 'soft-opt-in'
      readonly consent: Consent
      readonly profile: Profile
      readonly softOptIn: SoftOptIn
    }
  | {
      readonly type: 'confirm'
      /** From the link. */
      readonly cycle: number
      readonly linkExpiresAt: Instant
      /** The request that the page showed, if a page was shown: what is agreed to is what was read. */
      readonly shown?: number
    }
  | { readonly type: 'resend'; readonly cycle: number }
  | { readonly type: 'unsubscribe'; readonly method: 'link' | 'one-click' }
  /** About the mail that the event of this sequence owed. */
  | { readonly type: 'bounce' | 'complaint'; readonly mail: number }

/** What decisions need besides state and command. All of it is data. */
export interface Circumstances {
  readonly id: string
  readonly at: Instant
  readonly evidence?: Evidence
  readonly policy: Pick<Settings, 'confirmation' | 'retention'>
}

export type Outcome =
  | 'accepted'
  | 'confirmed'
  | 'already-confirmed'
  /** The request changed after the page was shown: show it again. */
  | 'changed'
  /** The link is too old, the request is still there. */
  | 'expired'
  | 'resent'
  /** Nothing waits for this link: confirmed long ago and left since, lapsed, or erased. */
  | 'not-waiting'
  | 'unsubscribed'
  | 'recorded'

/** At most one event for a command: one transaction, one version. */
export interface Decision {
  readonly outcome: Outcome
  readonly event?: SupporterEvent
}

const maxChangesWhilePending = 10

/** Decides what a command leads to, and what that leads to. What has lapsed counts as forgotten, stored or not. Pure. */
export function react(
  stored: Supporter,
  command: Command,
  circumstances: Circumstances,
): Decision & { after: Supporter } {
  const supporter = lapse(stored, circumstances.at, pendingFor(circumstances.policy))
  const decision = decide(supporter, command, circumstances)
  return { ...decision, after: decision.event ? evolve(supporter, decision.event) : supporter }
}

function decide(supporter: Supporter, command: Command, circumstances: Circumstances): Decision {
  switch (command.type) {
    case 'sign-up':
      return signUp(supporter, command, circumstances)
    case 'soft-opt-in':
      return softOptIn(supporter, command, circumstances)
    case 'confirm':
      return confirm(supporter, command, circumstances)
    case 'resend':
      return resend(supporter, command, circumstances)
    case 'unsubscribe':
      return unsubscribe(supporter, command, circumstances)
    case 'bounce':
    case 'complaint':
      return feedback(supporter, command, circumstances)
    default:
      return command satisfies never
  }
}

/** How long an unconfirmed request is kept, in milliseconds. */
export function pendingFor(policy: Circumstances['policy']): number {
  return policy.retention.pendingDays * 24 * 60 * 60 * 1000
}

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>

function signUp(supporter: Supporter, command: CommandOf<'sign-up'>, now: Circumstances): Decision {
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
        rationed(supporter, now, 'confirmation'),
      )
    case 'suppressed':
      return tryAgain(supporter, command, now)
    case 'pending':
      return requestAgain(supporter, supporter.request, command, now)
    case 'subscribed': {
      const added = command.consent.topics.filter((topic) => !supporter.topics.includes(topic))
      if (added.length === 0) return repeat(supporter, command, now)
      const asked = { ...command, consent: { ...command.consent, topics: added } }
      if (supporter.request) return requestAgain(supporter, supporter.request, asked, now)
      return requested(supporter, asked, now, supporter.version + 1, paced(supporter, now, 'confirmation'))
    }
    default:
      return supporter satisfies never
  }
}

/**
 * Only somebody new may be written to without their yes. Who left, objected, complained or bounced never is: an
 * objection is absolute (UK GDPR Art 21(3)).
 */
function softOptIn(supporter: Supporter, command: CommandOf<'soft-opt-in'>, now: Circumstances): Decision {
  const isNew =
    supporter.status === 'unknown' ||
    (supporter.status === 'pending' && supporter.before.status === 'unknown')
  if (!isNew || now.at < softOptInSince) return { outcome: 'accepted' }
  const { consent, profile, softOptIn } = command
  const common = happened(supporter, now, 'supporter', 'soft-opt-in')
  return { outcome: 'accepted', event: { ...common, type: 'soft-opted-in', consent, profile, softOptIn } }
}

/** Details obtained before 5 February 2026 do not qualify (PECR reg 22(3A), as commenced). */
const softOptInSince = Date.UTC(2026, 1, 5)

/** A mailbox that bounced gets one more try; somebody who complained may come back by their own sign-up. */
function tryAgain(
  supporter: Extract<Supporter, { status: 'suppressed' }>,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision {
  const mail = paced(supporter, now, 'confirmation')
  if (supporter.bounces >= 2 || !mail) return { outcome: 'accepted' }
  return requested(supporter, command, now, supporter.version + 1, mail)
}

/**
 * The form was sent again while its first mail waits. The same form corrects what was ticked, another form adds to
 * it; either way one more mail is owed only if the pace allows.
 */
function requestAgain(
  supporter: Supporter,
  waiting: PendingRequest,
  command: CommandOf<'sign-up'>,
  now: Circumstances,
): Decision {
  const sameForm = waiting.consent.form === command.consent.form
  const topics = sameForm ? command.consent.topics : union(waiting.consent.topics, command.consent.topics)
  const asked = { ...command, consent: { ...command.consent, topics } }
  const mail = paced(supporter, now, 'confirmation')
  const changesLeft = waiting.sequence - waiting.cycle < maxChangesWhilePending
  if (!mail && !(changesLeft && differs(waiting, asked))) return { outcome: 'accepted' }
  return requested(supporter, asked, now, waiting.cycle, mail)
}

function requested(
  supporter: Supporter,
  { consent, profile }: CommandOf<'sign-up'>,
  now: Circumstances,
  cycle: number,
  mail: MailKind | undefined,
): Decision {
  const common = happened(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...common, type: 'requested', cycle, consent, profile } }
}

function repeat(supporter: Supporter, { consent }: CommandOf<'sign-up'>, now: Circumstances): Decision {
  const mail = paced(supporter, now, 'already-subscribed')
  if (!mail) return { outcome: 'accepted' }
  const common = happened(supporter, now, 'supporter', mail)
  return { outcome: 'accepted', event: { ...common, type: 'sign-up-repeated', consent } }
}

function confirm(supporter: Supporter, command: CommandOf<'confirm'>, now: Circumstances): Decision {
  const request = pendingRequest(supporter)
  if (request?.cycle !== command.cycle) {
    const done = supporter.status === 'subscribed' && supporter.confirmedCycle >= command.cycle
    return { outcome: done ? 'already-confirmed' : 'not-waiting' }
  }
  if (now.at >= command.linkExpiresAt) return { outcome: 'expired' }
  if (command.shown !== undefined && command.shown !== request.sequence) return { outcome: 'changed' }
  const mail = supporter.status === 'pending' ? 'welcome' : undefined
  const { cycle, consent } = request
  return {
    outcome: 'confirmed',
    event: { ...happened(supporter, now, 'supporter', mail), type: 'confirmed', cycle, consent },
  }
}

function resend(supporter: Supporter, command: CommandOf<'resend'>, now: Circumstances): Decision {
  const request = pendingRequest(supporter)
  if (request?.cycle !== command.cycle) return { outcome: 'not-waiting' }
  const mail = paced(supporter, now, 'confirmation')
  // Within the cool-down a link is on its way already.
  if (!mail) return { outcome: 'resent' }
  const common = happened(supporter, now, 'supporter', mail)
  return { outcome: 'resent', event: { ...common, type: 'confirmation-resent', cycle: request.cycle } }
}

/** Leaving works from every state and is never an error (UK GDPR Art 7(3): as easy as giving). */
function unsubscribe(
  supporter: Supporter,
  { method }: CommandOf<'unsubscribe'>,
  now: Circumstances,
): Decision {
  if (supporter.status === 'unknown' || supporter.status === 'unsubscribed')
    return { outcome: 'unsubscribed' }
  return {
    outcome: 'unsubscribed',
    event: { ...happened(supporter, now, 'supporter'), type: 'withdrawn', method },
  }
}

function feedback(
  supporter: Supporter,
  command: CommandOf<'bounce' | 'complaint'>,
  now: Circumstances,
): Decision {
  const type = command.type === 'bounce' ? 'bounced' : 'complained'
  const nothingHeld = supporter.status === 'unknown'
  const knownAlready = supporter.status === 'suppressed' && supporter.reason === type
  // Events come late and twice. A bounce of a mail from before the present request says nothing about this one.
  const outdated = command.type === 'bounce' && command.mail < cycleOf(supporter)
  if (nothingHeld || knownAlready || outdated) return { outcome: 'recorded' }
  return { outcome: 'recorded', event: { ...happened(supporter, now, 'provider'), type } }
}

function happened(supporter: Supporter, now: Circumstances, actor: Actor, mail?: MailKind) {
  const { id, at, evidence } = now
  return {
    id,
    at,
    actor,
    sequence: supporter.version + 1,
    ...(evidence && { evidence }),
    ...(mail && { mail }),
  }
}

function cycleOf(supporter: Supporter): number {
  if (supporter.status === 'pending') return supporter.request.cycle
  return supporter.status === 'subscribed' ? supporter.confirmedCycle : 0
}

/** The mail, if the day and the week allow one more. */
function rationed(supporter: Supporter, now: Circumstances, mail: MailKind): MailKind | undefined {
  return hasMailsLeft(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

/** The mail, if the pace allows one now. */
function paced(supporter: Supporter, now: Circumstances, mail: MailKind): MailKind | undefined {
  return mayMail(supporter.mailedAt, now.at, now.policy.confirmation) ? mail : undefined
}

function differs(waiting: PendingRequest, { consent, profile }: CommandOf<'sign-up'>): boolean {
  const { topics, wording, locale, form } = waiting.consent
  return (
    [...topics].sort().join() !== [...consent.topics].sort().join() ||
    wording.hash !== consent.wording.hash ||
    locale !== consent.locale ||
    form !== consent.form ||
    (profile.name !== undefined && profile.name !== waiting.name)
  )
}

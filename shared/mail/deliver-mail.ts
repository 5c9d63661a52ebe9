import type { Instant } from '../domain/events.ts'
import { quotaRenewal } from '../domain/sending-pace.ts'
import { domainOf } from '../lib/domain-of.ts'
import { errorFields, type LogCode, log } from '../lib/log.ts'
import type { Runtime } from '../runtime.ts'
import type { MailKey, MailLog } from '../store/mail-log.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import type { SharedPace } from '../store/sending-pace.ts'
import { type Brake, isFirstMail, isUnproven } from './brake.ts'
import type { DeadLetters } from './dead-letter-queue.ts'
import { isKnownKind } from './kinds.ts'
import type { MailDomains } from './mail-domain.ts'
import { owedMail } from './owed-mail.ts'
import type { DelayReason } from './retry-delay.ts'
import type { SendingTurns } from './sending-turns.ts'
import { classifySesError, type MailSender, type SesFailure } from './ses.ts'
import { type WrittenMail, writeMail } from './write-mail.ts'

export type DeliverDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'links'> & {
  readonly mailLog: () => MailLog
  readonly sender: () => MailSender
  readonly pace: () => SharedPace
  readonly deadLetters: () => DeadLetters
  readonly brake: () => Brake
  readonly domains: () => MailDomains
}

/** The outcome of a delivery. `done`: the mail was sent, is no longer owed, or was moved to the dead letters. */
export type Delivery = 'done' | { readonly because: DelayReason }

/** Sends the mail that an item of the ledger owes, once, if it is still owed. */
export async function deliverMail(
  deps: DeliverDependencies,
  item: MailOwingItem,
  turns: SendingTurns,
): Promise<Delivery> {
  if (item.mail && !isKnownKind(item.mail)) return delayed(item, 'unknown-kind')
  if (await isHeld(deps, item)) return delayed(item, 'held')
  let prepared: PreparedMail | undefined
  for (;;) {
    const turn = await turns.take()
    if ('refused' in turn) {
      if (prepared) await deps.mailLog().release(item)
      return delayed(item, turn.refused)
    }
    await turns.untilNear(turn)
    const preparation = await prepare(deps, item, prepared)
    if (typeof preparation === 'string') {
      turns.giveBack(turn)
      return preparation === 'done' ? preparation : delayed(item, preparation)
    }
    prepared = preparation
    if (await turns.untilDue(turn)) {
      const sent = await send(deps, item, prepared)
      return sent === 'done' ? sent : delayed(item, sent)
    }
  }
}

/**
 * Checks whether the brake holds a mail. It lets mails go to people who have confirmed an address once, and mails that are
 * no longer owed, which ends them.
 */
async function isHeld(deps: DeliverDependencies, item: MailOwingItem): Promise<boolean> {
  if (!isFirstMail(item)) return false
  const reasons = await deps.brake().reasons()
  return reasons.length > 0 && isUnproven(await deps.store().find(item.supporterId))
}

interface PreparedMail extends WrittenMail {
  /** When the supporter's record was read. */
  readonly readAt: Instant
}

/** Milliseconds for which a read of the supporter's record counts as current. The turn comes sooner. */
const recordIsCurrentFor = 1000

/**
 * Reads the supporter's record a last time, then claims the mail, as late as possible: a supporter who unsubscribes
 * while the mail waits for its turn gets no mail, and a waiting mail is claimed by no sender.
 * @param before the mail as prepared for a turn that it missed
 */
async function prepare(
  deps: DeliverDependencies,
  item: MailOwingItem,
  before: PreparedMail | undefined,
): Promise<PreparedMail | 'done' | DelayReason> {
  const readAt = deps.clock()
  if (before && readAt - before.readAt < recordIsCurrentFor) return before
  const mail = await writeMail(deps, item)
  if (!mail) {
    log('info', 'mailSkipped', fieldsOf(item))
    if (before) await deps.mailLog().release(item)
    return 'done'
  }
  if (before) return { ...mail, readAt }
  if (isFirstMail(item) && !(await deps.domains().mayTakeMail(mail.to))) {
    log('warn', 'mailDomainUnknown', fieldsOf(item))
    await deps.mailLog().close(item, deps.clock(), 'given-up')
    return 'done'
  }
  switch (await deps.mailLog().claim(item, deps.clock(), deps.newId())) {
    case 'closed':
      return 'done'
    case 'busy':
      return 'no-answer'
    case 'hopeless':
      return giveUpMail(deps, item)
    case 'claimed':
      return { ...mail, readAt }
  }
}

/** Sends a claimed mail. */
async function send(
  deps: DeliverDependencies,
  item: MailOwingItem,
  { to, message }: WrittenMail,
): Promise<'done' | DelayReason> {
  const { supporterId, sequence } = item
  const from = deps.settings().sender.address
  try {
    await deps.sender().send({ to, message, from, supporterId, sequence })
  } catch (error) {
    const failure = classifySesError(error, domainOf(from))
    log('warn', codeOf(failure), {
      ...fieldsOf(item),
      because: failure,
      ...errorFields(error),
    })
    if (failure === 'rejected') return giveUpMail(deps, item)
    // Without an answer the claim stays until it expires: SES may have accepted the mail.
    if (failure === 'no-answer') return failure
    await deps.mailLog().release(item)
    if (failure === 'quota-exceeded') await deps.pace().close(deps.clock() + quotaRenewal.first)
    return failure
  }
  await deps.mailLog().close(item, deps.clock(), 'sent')
  log('info', 'mailSent', fieldsOf(item))
  return 'done'
}

/** Tells a failure that an alarm counts from a refusal that has an alarm of its own. */
function codeOf(failure: SesFailure): LogCode {
  switch (failure) {
    case 'rejected':
      return 'mailRejected'
    case 'quota-exceeded':
    case 'sending-disabled':
      return 'mailDelayed'
    case 'no-answer':
    case 'rate-exceeded':
    case 'temporary-failure':
      return 'sendingFailed'
    default:
      return failure satisfies never
  }
}

function delayed(item: MailOwingItem, because: DelayReason): Delivery {
  if (because === 'quota-exceeded') log('warn', 'sendingQuotaExceeded', fieldsOf(item))
  if (because === 'sending-disabled') log('error', 'sendingDisabled', fieldsOf(item))
  if (because === 'held') log('error', 'confirmationHeld', fieldsOf(item))
  if (because === 'unknown-kind') log('error', 'mailKindUnknown', fieldsOf(item))
  return { because }
}

/**
 * Moves a mail to the dead letters. The letter is written first: if closing the mail then fails, it is given up twice
 * rather than lost.
 */
export async function giveUpMail(
  deps: Pick<DeliverDependencies, 'deadLetters' | 'mailLog' | 'clock'>,
  mail: MailKey,
): Promise<'done'> {
  await deps.deadLetters().put(owedMail(mail))
  await deps.mailLog().close(mail, deps.clock(), 'given-up')
  return 'done'
}

const fieldsOf = ({ eventId, mail }: MailOwingItem) => ({ eventId, mail: mail ?? 'none' })

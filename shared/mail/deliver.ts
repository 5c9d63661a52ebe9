import type { Instant } from '../domain/events.ts'
import { quotaRenewal } from '../domain/sending-pace.ts'
import { errorFields, log } from '../lib/log.ts'
import type { Runtime } from '../runtime.ts'
import type { MailLog } from '../store/mail-log.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import type { SharedPace } from '../store/sending-pace.ts'
import type { DeadLetters } from './dead-letters.ts'
import { owedMail } from './owed.ts'
import type { DelayReason } from './retry-after.ts'
import type { SendingTurns } from './sending-turns.ts'
import { classifySesError, type MailSender } from './ses.ts'
import { type WrittenMail, writeMail } from './write.ts'

export type DeliverDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'links'> & {
  readonly mailLog: () => MailLog
  readonly sender: () => MailSender
  readonly pace: () => SharedPace
  readonly deadLetters: () => DeadLetters
}

/** What came of an owed mail. `done`: sent, owed no more, or given up to the dead letters; else why not yet. */
export type Delivery = 'done' | { readonly because: DelayReason }

/** Milliseconds for which what was read of the supporter holds: within them comes the turn that it was read for. */
const lookHolds = 1000

/** Sends the mail that an event or a seal owes, once, if it is still right to send it. */
export async function deliver(
  deps: DeliverDependencies,
  event: MailOwingItem,
  turns: SendingTurns,
): Promise<Delivery> {
  let ready: ReadyMail | undefined
  for (;;) {
    const turn = await turns.take()
    if ('refused' in turn) {
      if (ready) await deps.mailLog().release(event)
      return postponed(event, turn.refused)
    }
    await turns.near(turn)
    const made = await makeReady(deps, event, ready)
    if (typeof made === 'string') {
      turns.giveBack(turn)
      return made === 'done' ? made : postponed(event, made)
    }
    ready = made
    if (await turns.come(turn)) {
      const sent = await sendClaimed(deps, event, ready)
      return sent === 'done' ? sent : postponed(event, sent)
    }
  }
}

/**
 * The last look at the supporter, then the claim, in this order and no sooner than needed: who left while the mail
 * waited for its turn is seen leaving, and a mail that waits is claimed by nobody.
 * @param before what was made ready for a turn that it missed
 */
async function makeReady(
  deps: DeliverDependencies,
  event: MailOwingItem,
  before: ReadyMail | undefined,
): Promise<ReadyMail | 'done' | DelayReason> {
  const lookedAt = deps.clock()
  if (before && lookedAt - before.lookedAt < lookHolds) return before
  const mail = await writeMail(deps, event)
  if (!mail) {
    log('info', 'mailSkipped', fieldsOf(event))
    if (before) await deps.mailLog().release(event)
    return 'done'
  }
  if (before) return { ...mail, lookedAt }
  switch (await deps.mailLog().claim(event, deps.clock(), deps.newId())) {
    case 'closed':
      return 'done'
    case 'busy':
      return 'unanswered'
    case 'hopeless':
      return abandonMail(deps, event)
    case 'claimed':
      return { ...mail, lookedAt }
  }
}

const fieldsOf = ({ eventId, mail }: MailOwingItem) => ({ eventId, mail: mail ?? 'none' })

interface ReadyMail extends WrittenMail {
  readonly lookedAt: Instant
}

async function sendClaimed(
  deps: DeliverDependencies,
  event: MailOwingItem,
  { to, message }: WrittenMail,
): Promise<'done' | DelayReason> {
  const { supporterId, sequence } = event
  const from = deps.settings().sender.address
  try {
    await deps.sender().send({ to, message, from, supporterId, sequence })
  } catch (error) {
    const verdict = classifySesError(error, from.slice(from.lastIndexOf('@') + 1))
    log('warn', verdict === 'never' ? 'mailRefused' : 'mailDelayed', {
      ...fieldsOf(event),
      because: verdict,
      ...errorFields(error),
    })
    if (verdict === 'never') return abandonMail(deps, event)
    // Without an answer the claim stays until it runs out: the mail may be on its way.
    if (verdict === 'unanswered') return verdict
    await deps.mailLog().release(event)
    if (verdict === 'quota') await deps.pace().close(deps.clock() + quotaRenewal.first)
    return verdict
  }
  await deps.mailLog().close(event, deps.clock(), 'sent')
  log('info', 'mailSent', fieldsOf(event))
  return 'done'
}

function postponed(event: MailOwingItem, because: DelayReason): Delivery {
  if (because === 'quota') log('warn', 'mailParked', fieldsOf(event))
  if (because === 'closed') log('error', 'sendingStopped', fieldsOf(event))
  return { because }
}

/** The letter first: should the note fail, the mail is given up twice rather than forgotten. */
export async function abandonMail(
  deps: Pick<DeliverDependencies, 'deadLetters' | 'mailLog' | 'clock'>,
  event: MailOwingItem,
): Promise<'done'> {
  await deps.deadLetters().put(owedMail(event))
  await deps.mailLog().close(event, deps.clock(), 'given-up')
  return 'done'
}

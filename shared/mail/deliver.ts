import type { Instant, MailKind } from '../domain/events.ts'
import { lapse, pendingFor } from '../domain/lapse.ts'
import { mayBeWrittenTo } from '../domain/lawful-basis.ts'
import { quotaRenewal } from '../domain/sending-pace.ts'
import { pendingRequest, type Supporter } from '../domain/supporter.ts'
import { exportLinkDays } from '../links/export-link.ts'
import { urls } from '../links/urls.ts'
import { errorFields, log } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import type { Settings } from '../settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailLog } from '../store/mail-log.ts'
import type { Owing } from '../store/owing-event.ts'
import type { SharedPace } from '../store/sending-pace.ts'
import {
  alreadySubscribedMail,
  confirmationMail,
  type MailContent,
  myDataMail,
  softOptInMail,
  welcomeMail,
} from './content.ts'
import type { DeadLetters } from './dead-letters.ts'
import { digestMail } from './digest-mail.ts'
import { erasureMail } from './erasure-mail.ts'
import { exportMail } from './export-mail.ts'
import { linksIn } from './mail-links.ts'
import { mimeMessage, plainMessage } from './mime.ts'
import { owedMail } from './owed.ts'
import type { Delay } from './pauses.ts'
import { sealMail } from './seal-mail.ts'
import { judge, type MailSender } from './ses.ts'
import type { Turns } from './turns.ts'

export type DeliverDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'links'> & {
  readonly mailLog: () => MailLog
  readonly sender: () => MailSender
  readonly pace: () => SharedPace
  readonly deadLetters: () => DeadLetters
}

/** What came of an owed mail. `done`: sent, owed no more, or given up to the dead letters; else why not yet. */
export type Delivery = 'done' | { readonly because: Delay }

/** Milliseconds for which what was read of the supporter holds: within them comes the turn that it was read for. */
const lookHolds = 1000

/** Sends the mail that an event or a seal owes, once, if it is still right to send it. */
export async function deliver(deps: DeliverDependencies, event: Owing, turns: Turns): Promise<Delivery> {
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
  event: Owing,
  before: ReadyMail | undefined,
): Promise<ReadyMail | 'done' | Delay> {
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
      return giveUp(deps, event)
    case 'claimed':
      return { ...mail, lookedAt }
  }
}

const fieldsOf = ({ eventId, mail }: Owing) => ({ eventId, mail: mail ?? 'none' })

interface WrittenMail {
  readonly to: NonNullable<Supporter['address']>
  readonly message: Buffer
}

interface ReadyMail extends WrittenMail {
  readonly lookedAt: Instant
}

async function sendClaimed(
  deps: DeliverDependencies,
  event: Owing,
  { to, message }: WrittenMail,
): Promise<'done' | Delay> {
  const { supporterId, sequence } = event
  const from = deps.settings().sender.address
  try {
    await deps.sender().send({ to, message, from, supporterId, sequence })
  } catch (error) {
    const verdict = judge(error, from.slice(from.lastIndexOf('@') + 1))
    log('warn', verdict === 'never' ? 'mailRefused' : 'mailDelayed', {
      ...fieldsOf(event),
      because: verdict,
      ...errorFields(error),
    })
    if (verdict === 'never') return giveUp(deps, event)
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

function postponed(event: Owing, because: Delay): Delivery {
  if (because === 'quota') log('warn', 'mailParked', fieldsOf(event))
  if (because === 'closed') log('error', 'sendingStopped', fieldsOf(event))
  return { because }
}

/** The letter first: should the note fail, the mail is given up twice rather than forgotten. */
export async function giveUp(
  deps: Pick<DeliverDependencies, 'deadLetters' | 'mailLog' | 'clock'>,
  event: Owing,
): Promise<'done'> {
  await deps.deadLetters().put(owedMail(event))
  await deps.mailLog().close(event, deps.clock(), 'given-up')
  return 'done'
}

/** @returns undefined if the supporter has moved on since: confirmed, left, lapsed or was erased */
async function writeMail(deps: DeliverDependencies, event: Owing): Promise<WrittenMail | undefined> {
  if (event.mail === 'seal') return sealMail(deps.settings(), event)
  if (event.mail === 'digest') return digestMail(deps.settings(), event.digest)
  const stored = await deps.store().load(event.supporterId)
  const supporter = lapse(stored, deps.clock(), pendingFor(deps.settings()))
  const { address: to } = supporter
  const kind = event.mail
  if (!to || !kind || !isStillOwed(kind, event, supporter)) return undefined
  const settings = deps.settings()
  // A mail program's one click leaves everything, for it shows no page that could offer more; see `unsubscribe`.
  const unsubscribeUrl = await linksIn(deps, event.supporterId).unsubscribe()
  const content = await contentOf(deps, kind, event, supporter, unsubscribeUrl)
  if (kind === 'erasure' || kind === 'export')
    return { to, message: await plainMessage(content, { settings, to, kind, stream: 'rights' }) }
  const form = event.form ?? pendingRequest(supporter)?.consent.form ?? 'supporters'
  return { to, message: await mimeMessage(content, { settings, to, kind, form, unsubscribeUrl }) }
}

function isStillOwed(kind: MailKind, event: LedgerItem, supporter: Supporter): boolean {
  // An answer to what the person asked for goes out in any case (UK GDPR Art 15, 18(2)).
  if (kind === 'export' || kind === 'my-data') return true
  if (supporter.restricted !== undefined) return false
  switch (kind) {
    case 'confirmation':
      return pendingRequest(supporter)?.cycle === event.cycle
    case 'welcome':
    case 'already-subscribed':
      return supporter.status === 'subscribed'
    case 'soft-opt-in':
      return mayBeWrittenTo(supporter)
    case 'erasure':
      return supporter.erasing === event.sequence
  }
}

async function contentOf(
  deps: DeliverDependencies,
  kind: MailKind,
  event: LedgerItem,
  supporter: Supporter,
  unsubscribeUrl: string,
): Promise<MailContent> {
  const settings = deps.settings()
  const parts = { settings, locale: localeOf(settings, supporter), unsubscribeUrl }
  const links = linksIn(deps, event.supporterId)
  switch (kind) {
    case 'confirmation': {
      const { cycle = 0 } = event
      const cancelUrl = await links.unsubscribe(cycle)
      return confirmationMail({ ...parts, unsubscribeUrl: cancelUrl }, await links.confirm(cycle, supporter))
    }
    case 'welcome': {
      const [receiptUrl, preferencesUrl] = await Promise.all([links.receipt(), links.preferences()])
      return welcomeMail(parts, {
        name: supporter.name,
        topics: topicsOf(supporter),
        receiptUrl,
        preferencesUrl,
      })
    }
    case 'already-subscribed':
      return alreadySubscribedMail(parts, await links.preferences())
    case 'soft-opt-in': {
      const [receiptUrl, preferencesUrl] = await Promise.all([links.receipt(), links.preferences()])
      return softOptInMail(parts, { topics: topicsOf(supporter), receiptUrl, preferencesUrl })
    }
    case 'my-data': {
      const request = pendingRequest(supporter)
      const subscribed = supporter.status === 'subscribed'
      return myDataMail(parts, {
        myDataUrl: await links.myData(),
        ...(subscribed && { preferencesUrl: await links.preferences() }),
        ...(request && { confirmUrl: await links.confirm(request.cycle, supporter) }),
      })
    }
    case 'export': {
      const { supporterId } = event
      const expiresAt = Date.parse(event.at) + exportLinkDays * 24 * 60 * 60 * 1000
      const token = await deps.links().sign({ purpose: 'export', supporterId, expiresAt })
      return exportMail(parts, urls(settings.site.publicUrl).export(token))
    }
    case 'erasure':
      return erasureMail(parts)
  }
}

const topicsOf = (supporter: Supporter) => (supporter.status === 'subscribed' ? supporter.topics : [])

function localeOf(settings: Settings, supporter: Supporter) {
  return pendingRequest(supporter)?.consent.locale ?? supporter.locale ?? settings.locales[0] ?? 'en'
}

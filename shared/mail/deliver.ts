import type { MailKind } from '../domain/events.ts'
import { lapse, pendingFor } from '../domain/lapse.ts'
import { mayBeWrittenTo } from '../domain/lawful-basis.ts'
import { pendingRequest, type Supporter } from '../domain/supporter.ts'
import { exportLinkDays } from '../links/export-link.ts'
import { urls } from '../links/urls.ts'
import { errorFields, log } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import type { Settings } from '../settings.ts'
import type { LedgerItem } from '../store/ledger-item.ts'
import type { MailLog } from '../store/mail-log.ts'
import type { SealItem } from '../store/seal-item.ts'
import {
  alreadySubscribedMail,
  confirmationMail,
  type MailContent,
  softOptInMail,
  welcomeMail,
} from './content.ts'
import type { DeadLetters } from './dead-letters.ts'
import { erasureMail } from './erasure-mail.ts'
import { exportMail } from './export-mail.ts'
import { mimeMessage, plainMessage } from './mime.ts'
import { sealMail } from './seal-mail.ts'
import { judge, type MailSender } from './ses.ts'

export type DeliverDependencies = Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store' | 'links'> & {
  readonly mailLog: () => MailLog
  readonly sender: () => MailSender
  readonly deadLetters: () => DeadLetters
}

/**
 * What came of an owed mail. `done`: sent, owed no more, or given up to the dead letters; `later`: try again;
 * `throttled`: try again, and spare the mail service until then.
 */
export type Delivery = 'done' | 'later' | 'throttled'

/** What the ledger's stream brings that owes a mail: an event, to its supporter; a seal, to the privacy officer. */
export type Owing = LedgerItem | SealItem

/** Sends the mail that an event or a seal owes, once, if it is still right to send it. */
export async function deliver(deps: DeliverDependencies, event: Owing): Promise<Delivery> {
  const fields = { eventId: event.eventId, mail: event.mail ?? 'none' }
  const mail = await writeMail(deps, event)
  if (!mail) {
    log('info', 'mailSkipped', fields)
    return 'done'
  }
  switch (await deps.mailLog().claim(event, deps.clock(), deps.newId())) {
    case 'closed':
      return 'done'
    case 'busy':
      return 'later'
    case 'hopeless':
      return giveUp(deps, event)
    case 'claimed':
      return sendClaimed(deps, event, mail)
  }
}

interface WrittenMail {
  readonly to: NonNullable<Supporter['address']>
  readonly message: Buffer
}

async function sendClaimed(deps: DeliverDependencies, event: Owing, mail: WrittenMail): Promise<Delivery> {
  const { supporterId, sequence } = event
  const fields = { eventId: event.eventId, mail: event.mail ?? 'none' }
  const from = deps.settings().sender.address
  try {
    await deps.sender().send({ ...mail, from, supporterId, sequence })
  } catch (error) {
    const verdict = judge(error, from.slice(from.lastIndexOf('@') + 1))
    log('warn', verdict === 'never' ? 'mailRefused' : 'mailDelayed', { ...fields, ...errorFields(error) })
    if (verdict === 'never') return giveUp(deps, event)
    // Without an answer the claim stays until it runs out: the mail may be on its way.
    if (verdict === 'unanswered') return 'later'
    await deps.mailLog().release(event)
    return verdict
  }
  await deps.mailLog().close(event, deps.clock(), 'sent')
  log('info', 'mailSent', fields)
  return 'done'
}

/** The letter first: should the note fail, the mail is given up twice rather than forgotten. */
async function giveUp(deps: DeliverDependencies, event: Owing): Promise<Delivery> {
  const { supporterId, sequence } = event
  await deps.deadLetters().put({ type: 'mail', supporterId, sequence })
  await deps.mailLog().close(event, deps.clock(), 'given-up')
  return 'done'
}

/** @returns undefined if the supporter has moved on since: confirmed, left, lapsed or was erased */
async function writeMail(deps: DeliverDependencies, event: Owing): Promise<WrittenMail | undefined> {
  if (event.mail === 'seal') return sealMail(deps.settings(), event)
  const stored = await deps.store().load(event.supporterId)
  const supporter = lapse(stored, deps.clock(), pendingFor(deps.settings()))
  const { address: to } = supporter
  const kind = event.mail
  if (!to || !kind || !isStillOwed(kind, event, supporter)) return undefined
  const settings = deps.settings()
  const { supporterId } = event
  const at = urls(settings.site.publicUrl)
  const unsubscribeUrl = at.unsubscribe(await deps.links().sign({ purpose: 'unsubscribe', supporterId }))
  const content = await contentOf(deps, kind, event, supporter, unsubscribeUrl)
  if (kind === 'erasure' || kind === 'export')
    return { to, message: await plainMessage(content, { settings, to, kind, stream: 'rights' }) }
  const form = event.form ?? pendingRequest(supporter)?.consent.form ?? 'supporters'
  return { to, message: await mimeMessage(content, { settings, to, kind, form, unsubscribeUrl }) }
}

function isStillOwed(kind: MailKind, event: LedgerItem, supporter: Supporter): boolean {
  // An answer to what the person asked for goes out in any case.
  if (kind === 'export') return true
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
  switch (kind) {
    case 'confirmation': {
      const { supporterId, cycle = 0 } = event
      const linkEnds = deps.clock() + settings.confirmation.linkHours * 60 * 60 * 1000
      const requestEnds = (pendingRequest(supporter)?.at ?? deps.clock()) + pendingFor(settings)
      const expiresAt = Math.min(linkEnds, requestEnds)
      const token = await deps.links().sign({ purpose: 'confirm', supporterId, cycle, expiresAt })
      return confirmationMail(parts, urls(settings.site.publicUrl).confirm(token))
    }
    case 'welcome': {
      const { supporterId } = event
      const token = await deps.links().sign({ purpose: 'receipt', supporterId })
      const receiptUrl = urls(settings.site.publicUrl).receipt(token)
      return welcomeMail(parts, { name: supporter.name, topics: topicsOf(supporter), receiptUrl })
    }
    case 'already-subscribed':
      return alreadySubscribedMail(parts)
    case 'soft-opt-in':
      return softOptInMail(parts, topicsOf(supporter))
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

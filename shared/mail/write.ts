import type { MailKind } from '../domain/events.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { mayBeWrittenTo } from '../domain/lawful-basis.ts'
import { incomingAddressChange, pendingSignUp, type Supporter } from '../domain/supporter.ts'
import { exportLinkDays } from '../links/export-link.ts'
import { urls } from '../links/urls.ts'
import type { Runtime } from '../runtime.ts'
import type { Settings } from '../settings/settings.ts'
import { consentIn, cycleIn, type LedgerItem } from '../store/ledger-item.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import type { SupporterStore } from '../store/supporter-store.ts'
import { addressChangeMail, addressChangeNoticeMail } from './address-change-mail.ts'
import {
  alreadySubscribedMail,
  confirmationMail,
  type MailContent,
  myDataMail,
  softOptInMail,
  welcomeMail,
} from './content.ts'
import { digestMail } from './digest-mail.ts'
import { erasureMail } from './erasure-mail.ts'
import { exportMail } from './export-mail.ts'
import { linksIn } from './mail-links.ts'
import { mimeMessage, plainMessage } from './mime.ts'
import { sealMail } from './seal-mail.ts'

export type WriteDependencies = Pick<Runtime, 'settings' | 'clock' | 'links'> & {
  readonly store: () => Pick<SupporterStore, 'find'>
}

export interface WrittenMail {
  readonly to: NonNullable<Supporter['address']>
  readonly message: Buffer
}

/**
 * Writes the mail that an event, a seal or a digest owes, from what is held now.
 * @returns undefined if the supporter has moved on since: confirmed, left, lapsed or was erased
 */
export async function writeMail(
  deps: WriteDependencies,
  event: MailOwingItem,
): Promise<WrittenMail | undefined> {
  if (event.mail === 'seal') return sealMail(deps.settings(), event)
  if (event.mail === 'digest') return digestMail(deps.settings(), event.digest)
  const stored = await deps.store().find(event.supporterId)
  if (!stored) return undefined
  const supporter = lapse(stored, deps.clock(), pendingRetention(deps.settings()))
  const { address: to } = supporter
  const kind = event.mail
  if (!to || !kind || !isStillOwed(kind, event, supporter)) return undefined
  const settings = deps.settings()
  // A mail program's one click leaves everything, for it shows no page that could offer more; see `unsubscribe`.
  const unsubscribeUrl = await linksIn(deps, event.supporterId).unsubscribe()
  const content = await contentOf(deps, kind, event, supporter, unsubscribeUrl)
  if (kind === 'erasure' || kind === 'export' || kind === 'address-change-notice')
    return { to, message: await plainMessage(content, { settings, to, kind, stream: 'rights' }) }
  const form = consentIn(event)?.form ?? pendingSignUp(supporter)?.consent.form ?? 'supporters'
  return { to, message: await mimeMessage(content, { settings, to, kind, form, unsubscribeUrl }) }
}

function isStillOwed(kind: MailKind, event: LedgerItem, supporter: Supporter): boolean {
  // An answer to what the person asked for goes out in any case (UK GDPR Art 15, 18(2)).
  if (kind === 'export' || kind === 'my-data') return true
  // Without it the move could not be stopped.
  if (kind === 'address-change-notice') return supporter.outgoingAddressChange?.cycle === cycleIn(event)
  if (supporter.restricted !== undefined) return false
  switch (kind) {
    case 'confirmation':
      return pendingSignUp(supporter)?.cycle === cycleIn(event)
    case 'welcome':
    case 'already-subscribed':
      return supporter.status === 'subscribed'
    case 'soft-opt-in':
      return mayBeWrittenTo(supporter)
    case 'erasure':
      return supporter.erasing === event.sequence
    case 'address-change':
      return incomingAddressChange(supporter)?.cycle === cycleIn(event)
  }
}

async function contentOf(
  deps: WriteDependencies,
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
      const cycle = cycleIn(event) ?? 0
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
      const request = pendingSignUp(supporter)
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
    case 'address-change': {
      const cycle = cycleIn(event) ?? 0
      const cancelUrl = await links.unsubscribe(cycle)
      return addressChangeMail({ ...parts, unsubscribeUrl: cancelUrl }, await links.confirm(cycle, supporter))
    }
    case 'address-change-notice':
      return addressChangeNoticeMail(parts, await links.unsubscribe(cycleIn(event)))
  }
}

const topicsOf = (supporter: Supporter) => (supporter.status === 'subscribed' ? supporter.topics : [])

function localeOf(settings: Settings, supporter: Supporter) {
  return pendingSignUp(supporter)?.consent.locale ?? supporter.locale ?? settings.locales[0] ?? 'en'
}

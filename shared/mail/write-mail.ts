import { type EmailAddress, parseEmailAddress } from '../domain/email-address.ts'
import { lapse, pendingRetention } from '../domain/lapse.ts'
import { pendingSignUp, type Supporter } from '../domain/supporter.ts'
import type { Runtime } from '../runtime.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { consentIn, type LedgerItem } from '../store/ledger-item.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import type { SupporterStore } from '../store/supporter-store.ts'
import type { OfficeItem, OfficeMail, SupporterMail } from './kinds/mail-kind.ts'
import { mailKindOf } from './kinds.ts'
import { signLinks } from './mail-links.ts'
import { listMessage, plainMessage } from './mime.ts'

export type WriteDependencies = Pick<Runtime, 'settings' | 'clock' | 'links'> & {
  readonly store: () => Pick<SupporterStore, 'find'>
}

export interface WrittenMail {
  readonly to: EmailAddress
  readonly message: Buffer
}

/**
 * Writes the mail that an item of the ledger owes, from the current record.
 * @returns undefined if it is no longer owed: the supporter has confirmed, unsubscribed, lapsed or been erased since
 * @throws an Error for a kind that this version does not know
 */
export async function writeMail(
  deps: WriteDependencies,
  item: MailOwingItem,
): Promise<WrittenMail | undefined> {
  if (!item.mail) return undefined
  const kind = mailKindOf(item.mail)
  if ('type' in item && kind?.recipient === 'supporter') return toSupporter(deps, kind, item)
  if (!('type' in item) && kind?.recipient === 'privacy-mailbox')
    return toPrivacyMailbox(deps.settings(), kind, item)
  throw new Error('this version does not know this kind of mail')
}

async function toSupporter(
  deps: WriteDependencies,
  kind: SupporterMail,
  event: LedgerItem,
): Promise<WrittenMail | undefined> {
  const stored = await deps.store().find(event.supporterId)
  if (!stored) return undefined
  const settings = deps.settings()
  const supporter = lapse(stored, deps.clock(), pendingRetention(settings))
  const { address: to } = supporter
  if (!to || !isStillOwed(kind, supporter, event)) return undefined
  // One click in a mail program unsubscribes from everything, since it shows no page with a choice.
  const links = await signLinks(deps, { event, supporter }, [...kind.links, 'unsubscribe'])
  const content = kind.content({ settings, locale: localeOf(settings, supporter), supporter, links })
  const envelope = { settings, to, kind: String(event.mail), ...kind.headers }
  const form = consentIn(event)?.form ?? pendingSignUp(supporter)?.consent.form ?? 'supporters'
  const message = envelope.isListMail
    ? await listMessage(content, { ...envelope, form, unsubscribeUrl: links.unsubscribe })
    : await plainMessage(content, envelope)
  return { to, message }
}

/** @throws an Error if the settings' privacy mailbox is not a valid address */
async function toPrivacyMailbox(
  settings: Settings,
  kind: OfficeMail,
  item: OfficeItem,
): Promise<WrittenMail> {
  const to = parseEmailAddress(settings.organisation.privacyMailbox)
  if (!to) throw new Error('the privacy mailbox is not a valid address')
  const content = kind.content({ settings, locale: settings.locales[0] ?? 'en', item })
  return { to, message: await plainMessage(content, { settings, to, kind: item.mail, ...kind.headers }) }
}

function isStillOwed(kind: SupporterMail, supporter: Supporter, event: LedgerItem): boolean {
  const isAllowed = supporter.restricted === undefined || kind.isSentWhileRestricted
  return isAllowed && kind.isStillOwed(supporter, event)
}

function localeOf(settings: Settings, supporter: Supporter): Locale {
  return pendingSignUp(supporter)?.consent.locale ?? supporter.locale ?? settings.locales[0] ?? 'en'
}

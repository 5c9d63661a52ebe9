import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { type EmailAddress, parseEmailAddress } from '../domain/email-address.ts'
import type { MailKind } from '../domain/events.ts'
import type { Settings } from '../settings/settings.ts'
import type { MailContent } from './content.ts'
import { renderHtml, renderText } from './render.ts'

export interface Envelope {
  readonly settings: Settings
  readonly to: EmailAddress
  readonly kind: MailKind
  readonly form: string
  readonly unsubscribeUrl: string
}

/**
 * The whole message, for one recipient. `List-Unsubscribe` and its one-click companion (RFC 8058), `List-Id`
 * (RFC 2919), `Feedback-ID` (never unique per message), `Auto-Submitted` (RFC 3834).
 */
export function mimeMessage(
  content: MailContent,
  { settings, to, kind, form, unsubscribeUrl }: Envelope,
): Promise<Buffer> {
  const { sender, organisation } = settings
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1)
  return compose(content, settings, to, {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `${asciiOnly(organisation.name)} <${form}.${domain}>`,
    'Feedback-ID': `${form}:${kind}:${kind === 'welcome' ? 'subscription' : 'opt-in'}:${sender.feedbackId}`,
  })
}

/** What is no list mail: to the organisation itself, or about somebody's rights. There is nothing to unsubscribe from. */
export function plainMessage(
  content: MailContent,
  {
    settings,
    to,
    kind,
    stream,
  }: { settings: Settings; to: EmailAddress; kind: string; stream: 'internal' | 'rights' },
): Promise<Buffer> {
  return compose(content, settings, to, { 'Feedback-ID': `${kind}:${stream}:${settings.sender.feedbackId}` })
}

/** @throws an Error if the settings' privacy mailbox is no address */
export function privacyMailbox(settings: Settings): EmailAddress {
  const address = parseEmailAddress(settings.organisation.privacyMailbox)
  if (!address) throw new Error('the privacy mailbox is no address')
  return address
}

type Headers = Record<string, string | { prepared: true; value: string }>

function compose(
  content: MailContent,
  settings: Settings,
  to: EmailAddress,
  headers: Headers,
): Promise<Buffer> {
  const { sender } = settings
  const composer = new MailComposer({
    from: { name: sender.name, address: sender.address },
    ...(sender.replyTo && { replyTo: sender.replyTo }),
    to: { name: '', address: to.mailbox() },
    subject: content.subject,
    text: renderText(content, settings),
    html: renderHtml(content, settings),
    textEncoding: 'quoted-printable',
    headers: {
      ...headers,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': content.locale,
    },
  })
  return composer.compile().build()
}

/** SES takes printable ASCII in headers; the name in List-Id is a comment, no reason to encode it. */
function asciiOnly(text: string): string {
  return text.normalize('NFKD').replace(/[^\x20-\x7e]|["<>]/g, '')
}

import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { EmailAddress } from '../domain/email-address.ts'
import { domainOf } from '../lib/domain-of.ts'
import type { Settings } from '../settings/settings.ts'
import type { MailContent } from './content.ts'
import { phrase } from './phrase.ts'
import { renderHtml, renderText } from './render.ts'

export interface Envelope {
  readonly settings: Settings
  readonly to: EmailAddress
  readonly kind: string
  readonly feedbackCategory: string
}

/** The envelope of a list mail, with its one-click URL and the form for List-Id. */
export interface ListEnvelope extends Envelope {
  readonly form: string
  readonly unsubscribeUrl: string
}

/**
 * Composes a list mail for one recipient, with `List-Unsubscribe` and its one-click companion (RFC 8058) and `List-Id`
 * (RFC 2919). Its `Feedback-ID` is never unique per message.
 */
export function listMessage(content: MailContent, envelope: ListEnvelope): Promise<Buffer> {
  const { settings, kind, feedbackCategory, form, unsubscribeUrl } = envelope
  const { sender, organisation } = settings
  const domain = domainOf(sender.address)
  return compose(content, envelope, {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': { prepared: true, value: `${phrase(organisation.name)}\r\n <${form}.${domain}>` },
    'Feedback-ID': `${form}:${kind}:${feedbackCategory}:${sender.feedbackId}`,
  })
}

/** Composes a mail for one recipient without list headers: there is nothing to unsubscribe from. */
export function plainMessage(content: MailContent, envelope: Envelope): Promise<Buffer> {
  const { settings, kind, feedbackCategory } = envelope
  return compose(content, envelope, {
    'Feedback-ID': `${kind}:${feedbackCategory}:${settings.sender.feedbackId}`,
  })
}

type Headers = Record<string, string | { prepared: true; value: string }>

function compose(content: MailContent, { settings, to }: Envelope, headers: Headers): Promise<Buffer> {
  const { sender } = settings
  const composer = new MailComposer({
    from: { name: sender.name, address: sender.address },
    ...(sender.replyTo && { replyTo: sender.replyTo }),
    to: { name: '', address: to.mailbox() },
    subject: content.subject,
    text: withMailLines(renderText(content, settings)),
    html: withMailLines(renderHtml(content, settings)),
    textEncoding: 'quoted-printable',
    headers: {
      ...headers,
      // RFC 3834: asks for no automatic answer.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': content.locale,
    },
  })
  return composer.compile().build()
}

/**
 * Ends every line with CRLF (RFC 5322, section 2.3; RFC 2045, section 6.7): the composer ends its own lines so, but keeps
 * those of a text as they are.
 */
function withMailLines(text: string): string {
  return text.replaceAll(/\r\n|\r|\n/g, '\r\n')
}

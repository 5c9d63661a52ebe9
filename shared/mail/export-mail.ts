import { exportLinkDays } from '../links/export-link.ts'
import type { Locale } from '../locale.ts'
import { messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings.ts'
import { type MailContent, mailOf } from './content.ts'

/** Links to the copy of somebody's data. Nothing of the data is in the mail itself. */
export function exportMail(
  { settings, locale }: { settings: Settings; locale: Locale },
  exportUrl: string,
): MailContent {
  const { organisation } = settings
  const copy = messagesIn(locale).mail.export
  return mailOf(locale, {
    subject: copy.subject(organisation.name),
    heading: copy.heading,
    body: copy.body(organisation.name),
    why: copy.why(organisation.name),
    blocks: [
      { button: copy.press, url: exportUrl },
      { text: copy.validFor(exportLinkDays) },
      { text: copy.notYou(organisation.privacyMailbox) },
    ],
  })
}

import { exportLinkDays } from '../links/export-link.ts'
import type { Locale } from '../locale.ts'
import { messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings.ts'
import type { MailContent } from './content.ts'

/** Links to the copy of somebody's data. Nothing of the data is in the mail itself. */
export function exportMail(
  { settings, locale }: { settings: Settings; locale: Locale },
  exportUrl: string,
): MailContent {
  const { organisation } = settings
  const copy = messagesIn(locale).mail.export
  const body = copy.body(organisation.name)
  return {
    locale,
    subject: copy.subject(organisation.name),
    preheader: body,
    heading: copy.heading,
    why: copy.why(organisation.name),
    blocks: [
      { text: body },
      { button: copy.press, url: exportUrl },
      { text: copy.validFor(exportLinkDays) },
      { text: copy.notYou(organisation.privacyMailbox) },
    ],
  }
}

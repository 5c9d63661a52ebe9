import { exportLinkDays } from '../links/export-link.ts'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { type MailContent, ownMail } from './content.ts'

/** Links to the copy of somebody's data. Nothing of the data is in the mail itself. */
export function exportMail(
  { settings, locale }: { settings: Settings; locale: Locale },
  exportUrl: string,
): MailContent {
  const copy = messagesIn(locale).mail.export
  return ownMail({ settings, locale }, copy, [
    { button: copy.press, url: exportUrl },
    { text: copy.validFor(exportLinkDays) },
    { text: copy.notYou(settings.organisation.privacyMailbox) },
  ])
}

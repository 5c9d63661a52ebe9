import { backupDays } from '../domain/backups.ts'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { type MailContent, ownMail } from './content.ts'

/** The last mail: what was erased, what is kept and why, who else was told, and how long backups remember. No name, no link. */
export function erasureMail({ settings, locale }: { settings: Settings; locale: Locale }): MailContent {
  const { organisation, dataProtection } = settings
  const copy = messagesIn(locale).mail.erasure
  const recipients = dataProtection.recipients.map(({ name }) => name)
  return ownMail({ settings, locale }, copy, [
    { title: copy.erased, list: copy.erasedItems },
    { title: copy.kept, list: copy.keptItems },
    { text: copy.backups(backupDays) },
    ...(recipients.length > 0 ? [{ title: copy.recipients, list: recipients }] : []),
    { text: copy.again },
    { text: copy.questions(organisation.privacyMailbox) },
  ])
}

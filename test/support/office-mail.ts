import type { OfficeItem } from '../../shared/mail/kinds/mail-kind.ts'
import { type WrittenMail, writeMail } from '../../shared/mail/write-mail.ts'
import type { Locale } from '../../shared/settings/locale.ts'
import { settings, start } from './builders.ts'

/** Writes a mail to the privacy mailbox, which needs neither a supporter's record nor links. */
export async function officeMailOf(item: OfficeItem, locale: Locale): Promise<WrittenMail> {
  const untouched = () => {
    throw new Error('a mail to the privacy mailbox needs no record and no links')
  }
  const deps = {
    settings: () => ({ ...settings, locales: [locale] }),
    clock: () => start,
    store: untouched,
    links: untouched,
  }
  const mail = await writeMail(deps, item)
  if (!mail) throw new Error('a mail to the privacy mailbox is always owed')
  return mail
}

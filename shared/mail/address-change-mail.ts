import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'
import { type MailContent, ownMail } from './content.ts'

interface Parts {
  readonly settings: Settings
  readonly locale: Locale
}

/** Asks whether mails may come here instead. No name in it, and no other address: whose mailbox this is nobody has shown. */
export function addressChangeMail(
  { settings, locale, unsubscribeUrl }: Parts & { readonly unsubscribeUrl: string },
  confirmUrl: string,
): MailContent {
  const { move, confirmation } = messagesIn(locale).mail
  return ownMail({ settings, locale }, move, [
    { button: move.press, url: confirmUrl },
    { text: confirmation.validFor(settings.confirmation.linkHours) },
    { text: move.notYou },
    { link: move.cancel, url: unsubscribeUrl },
  ])
}

/**
 * To the address that would be left, when it is asked for: the one mail of it, so its link also says later what became of
 * it. It names no other address: that may be somebody else's.
 */
export function addressChangeNoticeMail({ settings, locale }: Parts, stopUrl: string): MailContent {
  const { moveNotice } = messagesIn(locale).mail
  return ownMail({ settings, locale }, moveNotice, [
    { text: moveNotice.effect },
    { text: moveNotice.you },
    { text: moveNotice.notYou },
    { button: moveNotice.press, url: stopUrl },
  ])
}

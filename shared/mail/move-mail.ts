import type { Locale } from '../locale.ts'
import { messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings.ts'
import { type MailContent, mailOf } from './content.ts'

interface Parts {
  readonly settings: Settings
  readonly locale: Locale
}

/** Asks whether mails may come here instead. No name in it, and no other address: whose mailbox this is nobody has shown. */
export function moveMail(
  { settings, locale, unsubscribeUrl }: Parts & { readonly unsubscribeUrl: string },
  confirmUrl: string,
): MailContent {
  const { organisation, confirmation } = settings
  const copy = messagesIn(locale).mail
  return mailOf(locale, {
    subject: copy.move.subject(organisation.name),
    heading: copy.move.heading,
    body: copy.move.body(organisation.name),
    why: copy.move.why(organisation.name),
    blocks: [
      { button: copy.move.press, url: confirmUrl },
      { text: copy.confirmation.validFor(confirmation.linkHours) },
      { text: copy.move.notYou },
      { link: copy.move.cancel, url: unsubscribeUrl },
    ],
  })
}

/**
 * To the address that would be left, when it is asked for: the one mail of it, so its link also says later what became of
 * it. It names no other address: that may be somebody else's.
 */
export function moveNoticeMail({ settings, locale }: Parts, stopUrl: string): MailContent {
  const { organisation } = settings
  const copy = messagesIn(locale).mail.moveNotice
  return mailOf(locale, {
    subject: copy.subject(organisation.name),
    heading: copy.heading,
    body: copy.body(organisation.name),
    why: copy.why(organisation.name),
    blocks: [
      { text: copy.effect },
      { text: copy.you },
      { text: copy.notYou },
      { button: copy.press, url: stopUrl },
    ],
  })
}

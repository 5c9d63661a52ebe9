import { mailMessagesIn } from '../../messages/mail/index.ts'
import type { Block, MailSetting } from '../content.ts'

/** Returns the blocks of a mail that asks to confirm: the button, how long its link lasts, and the link to refuse. */
export function confirmBlocks(
  {
    settings,
    locale,
    links,
  }: MailSetting & { readonly links: Readonly<Record<'confirm' | 'cancel', string>> },
  texts: { readonly press: string; readonly notYou: string; readonly cancel: string },
): readonly Block[] {
  return [
    { button: texts.press, url: links.confirm },
    { text: mailMessagesIn(locale).confirmation.validFor(settings.confirmation.linkHours) },
    { text: texts.notYou },
    { link: texts.cancel, url: links.cancel },
  ]
}

import type { Seal } from '../chain/seal.ts'
import type { EmailAddress } from '../domain/email-address.ts'
import { messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings/settings.ts'
import { type MailContent, mailOf } from './content.ts'
import { plainMessage, privacyMailbox } from './mime.ts'

/**
 * Takes a seal out of the account, to the privacy mailbox: whoever can write in the tables cannot write there. The text
 * part has `Seal <number> <hash> <root> <count>` on a line of its own, for the verifier.
 * @throws an Error if the settings' privacy mailbox is no address
 */
export async function sealMail(
  settings: Settings,
  seal: Seal,
): Promise<{ readonly to: EmailAddress; readonly message: Buffer }> {
  const to = privacyMailbox(settings)
  const message = await plainMessage(sealContent(settings, seal), {
    settings,
    to,
    kind: 'seal',
    stream: 'internal',
  })
  return { to, message }
}

function sealContent(settings: Settings, seal: Seal): MailContent {
  const { number, from, to, count, root, previous, hash } = seal
  const { name } = settings.organisation
  const locale = settings.locales[0] ?? 'en'
  const copy = messagesIn(locale).mail.seal
  return mailOf(locale, {
    subject: copy.subject(name, number),
    heading: copy.heading,
    body: copy.body(name, number, count, to),
    why: copy.why(name),
    blocks: [
      { text: copy.keep },
      { text: copy.check },
      {
        title: copy.figures,
        list: [
          copy.number(number),
          copy.from(from),
          copy.to(to),
          copy.count(count),
          copy.root(root),
          copy.previous(previous),
          copy.hash(hash),
        ],
      },
      { text: copy.line },
      { text: `Seal ${number} ${hash} ${root} ${count}` },
    ],
  })
}

import type { EmailAddress } from '../domain/email-address.ts'
import type { Digest, FirstFew } from '../domain/requests/digest.ts'
import { officerMessagesIn } from '../messages/officers/index.ts'
import type { Settings } from '../settings/settings.ts'
import { dayIn } from '../web/dates.ts'
import { type Block, type MailContent, mailOf } from './content.ts'
import { plainMessage, privacyMailbox } from './mime.ts'

/** What is due, to the privacy mailbox, without personal data: a mailbox is many people's, and for ever. */
export async function digestMail(
  settings: Settings,
  digest: Digest,
): Promise<{ readonly to: EmailAddress; readonly message: Buffer }> {
  const to = privacyMailbox(settings)
  const content = digestContent(settings, digest)
  return { to, message: await plainMessage(content, { settings, to, kind: 'digest', stream: 'internal' }) }
}

function digestContent(settings: Settings, { day, overdue, soon, waiting, outcome }: Digest): MailContent {
  const { name } = settings.organisation
  const locale = settings.locales[0] ?? 'en'
  const { digest: copy, requestType } = officerMessagesIn(locale)
  const due = (date: string) => dayIn({ settings, locale }, date)
  const section = <T>(title: string, { first, more }: FirstFew<T>, line: (item: T) => string): Block[] =>
    first.length === 0 ? [] : [{ title, list: [...first.map(line), ...(more > 0 ? [copy.more(more)] : [])] }]
  const count = ({ first, more }: FirstFew<unknown>) => first.length + more
  return mailOf(locale, {
    subject: copy.subject(count(overdue), count(soon), count(waiting)),
    heading: copy.heading(due(day)),
    body: copy.body(name),
    why: copy.why(name),
    blocks: [
      ...section(copy.overdue, overdue, ({ id, type, dueOn }) => copy.due(id, requestType[type], due(dueOn))),
      ...section(copy.soon, soon, ({ id, type, dueOn }) => copy.due(id, requestType[type], due(dueOn))),
      ...section(copy.waiting, waiting, ({ id, type, stoppedFor }) =>
        copy.stopped(id, requestType[type], stoppedFor),
      ),
      ...section(copy.outcome, outcome, ({ id, type, receivedOn }) =>
        copy.acknowledged(id, requestType[type], due(receivedOn)),
      ),
    ],
  })
}

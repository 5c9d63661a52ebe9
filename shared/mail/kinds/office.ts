import type { FirstFew } from '../../domain/requests/digest.ts'
import { mailMessagesIn } from '../../messages/mail/index.ts'
import { officerMessagesIn } from '../../messages/officers/index.ts'
import type { DigestItem } from '../../store/digest-item.ts'
import type { SealItem } from '../../store/seal-item.ts'
import { dayIn } from '../../web/dates.ts'
import { type Block, type MailContent, mailContent } from '../content.ts'
import { type OfficeMailContext, officeMail } from './mail-kind.ts'

/**
 * The mails to the privacy mailbox. They hold no personal data, since a mailbox has many readers and keeps
 * everything.
 */
export const officeMails = {
  seal: officeMail<SealItem>({
    content: sealContent,
    deadLetter: {
      name: 'a seal of the ledger, to the privacy mailbox',
      impact: 'No person is affected, but the proof of that day exists in this AWS account only.',
    },
  }),
  digest: officeMail<DigestItem>({
    content: digestContent,
    deadLetter: {
      name: 'the daily digest, to the privacy mailbox',
      impact: 'The privacy officers have not been reminded of data requests that are due.',
    },
  }),
}

/**
 * Takes a seal out of the account, beyond the reach of writers of the tables. The text part has `Seal <number> <hash>
 * <root> <count>` on a line of its own, for the verifier.
 */
function sealContent(context: OfficeMailContext<SealItem>): MailContent {
  const { number, from, to, count, root, previous, hash } = context.item
  const { seal } = mailMessagesIn(context.locale)
  const texts = {
    ...seal,
    subject: (organisation: string) => seal.subject(organisation, number),
    body: (organisation: string) => seal.body(organisation, number, count, to),
  }
  const figures = [
    seal.number(number),
    seal.from(from),
    seal.to(to),
    seal.count(count),
    seal.root(root),
    seal.previous(previous),
    seal.hash(hash),
  ]
  return mailContent(context, texts, [
    { text: seal.keep },
    { text: seal.check },
    { title: seal.figures, list: figures },
    { text: seal.line },
    { text: `Seal ${number} ${hash} ${root} ${count}` },
  ])
}

/** Says if confirmations are held back, and lists the data requests that are due or waiting, by their numbers. */
function digestContent(context: OfficeMailContext<DigestItem>): MailContent {
  const { day, overdue, soon, waiting, outcome, held = [] } = context.item.digest
  const { digest, requestType } = officerMessagesIn(context.locale)
  const date = (of: string) => dayIn(context, of)
  const texts = {
    ...digest,
    subject: () => digest.subject(countOf(overdue), countOf(soon), countOf(waiting)),
    heading: digest.heading(date(day)),
  }
  const section = <T>(title: string, { first, more }: FirstFew<T>, line: (item: T) => string): Block[] =>
    first.length === 0
      ? []
      : [{ title, list: [...first.map(line), ...(more > 0 ? [digest.more(more)] : [])] }]
  return mailContent(context, texts, [
    ...section(digest.held, { first: held, more: 0 }, (reason) => digest.heldBecause[reason]),
    ...section(digest.overdue, overdue, ({ id, type, dueOn }) =>
      digest.due(id, requestType[type], date(dueOn)),
    ),
    ...section(digest.soon, soon, ({ id, type, dueOn }) => digest.due(id, requestType[type], date(dueOn))),
    ...section(digest.waiting, waiting, ({ id, type, stoppedFor }) =>
      digest.stopped(id, requestType[type], stoppedFor),
    ),
    ...section(digest.outcome, outcome, ({ id, type, receivedOn }) =>
      digest.acknowledged(id, requestType[type], date(receivedOn)),
    ),
  ])
}

const countOf = ({ first, more }: FirstFew<unknown>) => first.length + more

import type { PendingSignUp } from '../domain/supporter.ts'
import { messagesIn } from '../messages/index.ts'
import type { Locale } from '../settings/locale.ts'
import type { Settings } from '../settings/settings.ts'

/** A mail before it is text, HTML or MIME: both renderings say the same, since both come from this. */
export interface MailContent {
  readonly locale: Locale
  readonly subject: string
  /** What a mailbox shows beside the subject. */
  readonly preheader: string
  readonly heading: string
  readonly blocks: readonly Block[]
  /** Why the reader gets this. @default because the address was entered in a form */
  readonly why?: string
}

export type Block =
  | { readonly text: string }
  | { readonly list: readonly string[]; readonly title: string }
  | { readonly button: string; readonly url: string }
  | { readonly link: string; readonly url: string }

/** What every mail begins with: what it is about stands beside its subject in the mailbox, and first in it. */
export function mailOf(
  locale: Locale,
  { body, blocks, ...rest }: Omit<MailContent, 'locale' | 'preheader'> & { readonly body: string },
): MailContent {
  return { ...rest, locale, preheader: body, blocks: [{ text: body }, ...blocks] }
}

/** What the catalogue has for every mail that does not come from a form. */
interface Own {
  readonly subject: (organisation: string) => string
  readonly heading: string
  readonly body: (organisation: string) => string
  readonly why: (organisation: string) => string
}

/** A mail about somebody's own record: why it comes, it says in words of its own. */
export function ownMail(
  { settings, locale }: Pick<Parts, 'settings' | 'locale'>,
  { subject, heading, body, why }: Own,
  blocks: readonly Block[],
): MailContent {
  const { name } = settings.organisation
  return mailOf(locale, { subject: subject(name), heading, body: body(name), why: why(name), blocks })
}

interface Parts {
  readonly settings: Settings
  readonly locale: Locale
  readonly unsubscribeUrl: string
}

/** Asks for consent. No name in it: anybody can type anything into a name field. No advertising either. */
export function confirmationMail(
  { settings, locale, unsubscribeUrl }: Parts,
  confirmUrl: string,
): MailContent {
  const { confirmation } = messagesIn(locale).mail
  return mailOf(locale, {
    subject: confirmation.subject(settings.organisation.name),
    heading: confirmation.heading,
    body: confirmation.body(settings.organisation.name),
    blocks: [
      { button: confirmation.press, url: confirmUrl },
      { text: confirmation.validFor(settings.confirmation.linkHours) },
      { text: confirmation.notYou },
      { link: confirmation.cancel, url: unsubscribeUrl },
    ],
  })
}

export function welcomeMail(
  { settings, locale, unsubscribeUrl }: Parts,
  {
    name,
    topics,
    receiptUrl,
    preferencesUrl,
  }: {
    name: string | undefined
    topics: readonly string[]
    receiptUrl: string
    preferencesUrl: string
  },
): MailContent {
  const messages = messagesIn(locale).mail
  return mailOf(locale, {
    subject: messages.welcome.subject(settings.organisation.name),
    heading: messages.welcome.heading(name),
    body: messages.welcome.body(settings.organisation.name),
    blocks: [
      { title: messages.welcome.topics, list: topicNames(settings, locale, topics) },
      { link: messages.welcome.receipt, url: receiptUrl },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.welcome.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  })
}

/** No name in it, as in the confirmation: nobody has shown yet that the address is theirs. */
export function softOptInMail(
  { settings, locale, unsubscribeUrl }: Parts,
  {
    topics,
    receiptUrl,
    preferencesUrl,
  }: { topics: readonly string[]; receiptUrl: string; preferencesUrl: string },
): MailContent {
  const messages = messagesIn(locale).mail
  return mailOf(locale, {
    subject: messages.softOptIn.subject(settings.organisation.name),
    heading: messages.softOptIn.heading,
    body: messages.softOptIn.body(settings.organisation.name),
    blocks: [
      { title: messages.welcome.topics, list: topicNames(settings, locale, topics) },
      { link: messages.softOptIn.receipt, url: receiptUrl },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.softOptIn.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  })
}

export function alreadySubscribedMail(
  { settings, locale, unsubscribeUrl }: Parts,
  preferencesUrl: string,
): MailContent {
  const messages = messagesIn(locale).mail
  return mailOf(locale, {
    subject: messages.alreadySubscribed.subject(settings.organisation.name),
    heading: messages.alreadySubscribed.heading,
    body: messages.alreadySubscribed.body(settings.organisation.name),
    blocks: [
      { text: messages.alreadySubscribed.notYou },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.alreadySubscribed.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  })
}

/** To whoever reads the mailbox: where to see what is held, and what else there is to press. */
export function myDataMail(
  { settings, locale, unsubscribeUrl }: Parts,
  {
    myDataUrl,
    preferencesUrl,
    confirmUrl,
  }: { myDataUrl: string; preferencesUrl?: string; confirmUrl?: string },
): MailContent {
  const messages = messagesIn(locale).mail
  const { myData, confirmation } = messages
  return ownMail({ settings, locale }, myData, [
    { button: myData.press, url: myDataUrl },
    { text: confirmation.validFor(settings.myData.linkHours) },
    ...(confirmUrl === undefined
      ? []
      : [
          { text: myData.pending },
          { link: confirmation.press, url: confirmUrl },
          { link: confirmation.cancel, url: unsubscribeUrl },
        ]),
    ...(preferencesUrl === undefined
      ? []
      : [
          { link: messages.preferences, url: preferencesUrl },
          { link: messages.unsubscribe, url: unsubscribeUrl },
        ]),
    { text: myData.notYou },
  ])
}

function topicNames(
  settings: Settings,
  locale: Locale,
  topics: PendingSignUp['consent']['topics'],
): string[] {
  return settings.topics
    .filter(({ id }) => topics.includes(id))
    .map((topic) => topic.name[locale] ?? topic.id)
}

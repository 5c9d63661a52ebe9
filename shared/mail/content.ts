import type { PendingRequest } from '../domain/supporter.ts'
import type { Locale } from '../locale.ts'
import { messagesIn } from '../messages/index.ts'
import type { Settings } from '../settings.ts'

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
  const body = confirmation.body(settings.organisation.name)
  return {
    locale,
    subject: confirmation.subject(settings.organisation.name),
    preheader: body,
    heading: confirmation.heading,
    blocks: [
      { text: body },
      { button: confirmation.press, url: confirmUrl },
      { text: confirmation.validFor(settings.confirmation.linkHours) },
      { text: confirmation.notYou },
      { link: confirmation.cancel, url: unsubscribeUrl },
    ],
  }
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
  const body = messages.welcome.body(settings.organisation.name)
  return {
    locale,
    subject: messages.welcome.subject(settings.organisation.name),
    preheader: body,
    heading: messages.welcome.heading(name),
    blocks: [
      { text: body },
      { title: messages.welcome.topics, list: topicNames(settings, locale, topics) },
      { link: messages.welcome.receipt, url: receiptUrl },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.welcome.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  }
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
  const body = messages.softOptIn.body(settings.organisation.name)
  return {
    locale,
    subject: messages.softOptIn.subject(settings.organisation.name),
    preheader: body,
    heading: messages.softOptIn.heading,
    blocks: [
      { text: body },
      { title: messages.welcome.topics, list: topicNames(settings, locale, topics) },
      { link: messages.softOptIn.receipt, url: receiptUrl },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.softOptIn.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  }
}

export function alreadySubscribedMail(
  { settings, locale, unsubscribeUrl }: Parts,
  preferencesUrl: string,
): MailContent {
  const messages = messagesIn(locale).mail
  const body = messages.alreadySubscribed.body(settings.organisation.name)
  return {
    locale,
    subject: messages.alreadySubscribed.subject(settings.organisation.name),
    preheader: body,
    heading: messages.alreadySubscribed.heading,
    blocks: [
      { text: body },
      { text: messages.alreadySubscribed.notYou },
      { link: messages.preferences, url: preferencesUrl },
      { text: messages.alreadySubscribed.leave },
      { link: messages.unsubscribe, url: unsubscribeUrl },
    ],
  }
}

/** To whoever reads the mailbox: where to see what is held, and what else there is to press. */
export function myDataMail(
  { settings, locale }: Pick<Parts, 'settings' | 'locale'>,
  {
    myDataUrl,
    preferencesUrl,
    confirmUrl,
  }: { myDataUrl: string; preferencesUrl?: string; confirmUrl?: string },
): MailContent {
  const messages = messagesIn(locale).mail
  const { myData, confirmation } = messages
  const body = myData.body(settings.organisation.name)
  return {
    locale,
    subject: myData.subject(settings.organisation.name),
    preheader: body,
    heading: myData.heading,
    blocks: [
      { text: body },
      { button: myData.press, url: myDataUrl },
      { text: confirmation.validFor(settings.myData.linkHours) },
      ...(confirmUrl === undefined
        ? []
        : [{ text: myData.pending }, { link: confirmation.press, url: confirmUrl }]),
      ...(preferencesUrl === undefined ? [] : [{ link: messages.preferences, url: preferencesUrl }]),
      { text: myData.notYou },
    ],
    why: myData.why(settings.organisation.name),
  }
}

function topicNames(
  settings: Settings,
  locale: Locale,
  topics: PendingRequest['consent']['topics'],
): string[] {
  return settings.topics
    .filter(({ id }) => topics.includes(id))
    .map((topic) => topic.name[locale] ?? topic.id)
}

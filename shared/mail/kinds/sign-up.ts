import type { MailKind } from '../../domain/events.ts'
import { mayBeWrittenTo } from '../../domain/lawful-basis.ts'
import { pendingSignUp, type Supporter } from '../../domain/supporter.ts'
import { mailMessagesIn } from '../../messages/mail/index.ts'
import { cycleIn } from '../../store/ledger-item.ts'
import { type Block, type MailSetting, mailContent } from '../content.ts'
import { confirmBlocks } from './confirm-blocks.ts'
import { type SupporterMail, supporterMail } from './mail-kind.ts'

const optIn = { isListMail: true, feedbackCategory: 'opt-in' } as const
const subscription = { isListMail: true, feedbackCategory: 'subscription' } as const

/** The mails that answer a sign-up form: they ask for consent, or state what was agreed to and how to unsubscribe. */
export const signUpMails = {
  confirmation: supporterMail({
    priority: 'first',
    headers: optIn,
    isSentWhileRestricted: false,
    isStillOwed: (supporter, event) => pendingSignUp(supporter)?.cycle === cycleIn(event),
    links: ['confirm', 'cancel'],
    // Without advertising, since it asks for consent, and without the name, since anyone may have typed it.
    content: (context) => {
      const { confirmation } = mailMessagesIn(context.locale)
      return mailContent(context, confirmation, confirmBlocks(context, confirmation))
    },
    deadLetter: {
      name: 'the mail that asks to confirm a sign-up',
      impact: 'A person signed up and is waiting for the link. They may think that the form does not work.',
    },
  }),

  welcome: supporterMail({
    priority: 'rest',
    headers: subscription,
    isSentWhileRestricted: false,
    isStillOwed: ({ status }) => status === 'subscribed',
    links: ['receipt', 'preferences', 'unsubscribe'],
    content: (context) => {
      const { welcome } = mailMessagesIn(context.locale)
      const texts = { ...welcome, heading: welcome.heading(context.supporter.name) }
      return mailContent(context, texts, subscriptionBlocks(context, welcome))
    },
    deadLetter: {
      name: 'the welcome mail',
      impact: 'A new subscriber has no proof of their consent and no link to unsubscribe.',
    },
  }),

  'soft-opt-in': supporterMail({
    priority: 'rest',
    headers: optIn,
    isSentWhileRestricted: false,
    isStillOwed: mayBeWrittenTo,
    links: ['receipt', 'preferences', 'unsubscribe'],
    // Without the typed name, since the address is not yet shown to be the person's.
    content: (context) => {
      const { softOptIn } = mailMessagesIn(context.locale)
      return mailContent(context, softOptIn, subscriptionBlocks(context, softOptIn))
    },
    deadLetter: {
      name: 'the first mail of a charitable soft opt-in',
      impact: 'A person is on the list and has had no mail with a way to unsubscribe.',
    },
  }),

  'already-subscribed': supporterMail({
    priority: 'rest',
    headers: optIn,
    isSentWhileRestricted: false,
    isStillOwed: ({ status }) => status === 'subscribed',
    links: ['preferences', 'unsubscribe'],
    content: (context) => {
      const { alreadySubscribed } = mailMessagesIn(context.locale)
      const blocks = [
        { text: alreadySubscribed.notYou },
        ...unsubscribeBlocks(context, alreadySubscribed.leave),
      ]
      return mailContent(context, alreadySubscribed, blocks)
    },
    deadLetter: {
      name: 'the mail “you are already subscribed”',
      impact: 'A subscriber signed up again and does not know that there was no need.',
    },
  }),
} satisfies Partial<Record<MailKind, SupporterMail>>

type SubscriptionLinks = Readonly<Record<'receipt' | 'preferences' | 'unsubscribe', string>>

function subscriptionBlocks(
  context: MailSetting & { readonly supporter: Supporter; readonly links: SubscriptionLinks },
  texts: { readonly receipt: string; readonly leave: string },
): readonly Block[] {
  return [
    { title: mailMessagesIn(context.locale).welcome.topics, list: topicNames(context) },
    { link: texts.receipt, url: context.links.receipt },
    ...unsubscribeBlocks(context, texts.leave),
  ]
}

function unsubscribeBlocks(
  { locale, links }: MailSetting & { readonly links: Pick<SubscriptionLinks, 'preferences' | 'unsubscribe'> },
  leave: string,
): readonly Block[] {
  const { preferences, unsubscribe } = mailMessagesIn(locale)
  return [
    { link: preferences, url: links.preferences },
    { text: leave },
    { link: unsubscribe, url: links.unsubscribe },
  ]
}

/**
 * Returns the names of the supporter's topics in the order of the settings, without topics that the settings no
 * longer have.
 */
function topicNames({ settings, locale, supporter }: MailSetting & { readonly supporter: Supporter }) {
  const held = supporter.status === 'subscribed' ? supporter.topics : []
  return settings.topics.filter(({ id }) => held.includes(id)).map(({ id, name }) => name[locale] ?? id)
}

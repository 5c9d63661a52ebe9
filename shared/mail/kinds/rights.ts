import { backupDays } from '../../domain/backups.ts'
import type { MailKind } from '../../domain/events.ts'
import { pendingSignUp } from '../../domain/supporter.ts'
import { exportLinkDays } from '../../links/export-link.ts'
import { mailMessagesIn } from '../../messages/mail/index.ts'
import { mailContent } from '../content.ts'
import { type SupporterMail, supporterMail } from './mail-kind.ts'

/** The mails about the reader's own data: links to it, a copy of it, and its erasure (UK GDPR Art 15, 17, 20). */
export const rightsMails = {
  'my-data': supporterMail({
    priority: 'rest',
    headers: { isListMail: true, feedbackCategory: 'opt-in' },
    // It answers a request of the data subject (UK GDPR Art 15, 18(2)).
    isSentWhileRestricted: true,
    isStillOwed: () => true,
    links: ['myData', 'confirm', 'preferences', 'unsubscribe'],
    content: (context) => {
      const { settings, locale, supporter, links } = context
      const { myData, confirmation, preferences, unsubscribe } = mailMessagesIn(locale)
      const isPending = pendingSignUp(supporter) !== undefined
      const isSubscribed = supporter.status === 'subscribed'
      const whilePending = [
        { text: myData.pending },
        { link: confirmation.press, url: links.confirm },
        { link: confirmation.cancel, url: links.unsubscribe },
      ]
      const whileSubscribed = [
        { link: preferences, url: links.preferences },
        { link: unsubscribe, url: links.unsubscribe },
      ]
      return mailContent(context, myData, [
        { button: myData.press, url: links.myData },
        { text: confirmation.validFor(settings.myData.linkHours) },
        ...(isPending ? whilePending : []),
        ...(isSubscribed ? whileSubscribed : []),
        { text: myData.notYou },
      ])
    },
    deadLetter: {
      name: 'the mail with the links to a person’s own data',
      impact: 'A person asked what is held on them and has had no answer.',
    },
  }),

  export: supporterMail({
    priority: 'rest',
    headers: { isListMail: false, feedbackCategory: 'rights' },
    // It answers a request of the data subject (UK GDPR Art 15, 18(2)).
    isSentWhileRestricted: true,
    isStillOwed: () => true,
    links: ['export'],
    // Only a link: the mail contains none of the data.
    content: (context) => {
      const texts = mailMessagesIn(context.locale).export
      return mailContent(context, texts, [
        { button: texts.press, url: context.links.export },
        { text: texts.validFor(exportLinkDays) },
        { text: texts.notYou(context.settings.organisation.privacyMailbox) },
      ])
    },
    deadLetter: {
      name: 'the mail with the copy of a person’s data',
      impact: 'This mail answers a data request, whose statutory deadline is running.',
    },
  }),

  erasure: supporterMail({
    priority: 'rest',
    headers: { isListMail: false, feedbackCategory: 'rights' },
    isSentWhileRestricted: false,
    isStillOwed: ({ erasing }, { sequence }) => erasing === sequence,
    links: [],
    // The last mail: without a name and without links.
    content: (context) => {
      const { organisation, dataProtection } = context.settings
      const { erasure } = mailMessagesIn(context.locale)
      const recipients = dataProtection.recipients.map(({ name }) => name)
      return mailContent(context, erasure, [
        { title: erasure.erased, list: erasure.erasedItems },
        { title: erasure.kept, list: erasure.keptItems },
        { text: erasure.backups(backupDays) },
        ...(recipients.length > 0 ? [{ title: erasure.recipients, list: recipients }] : []),
        { text: erasure.again },
        { text: erasure.questions(organisation.privacyMailbox) },
      ])
    },
    deadLetter: {
      name: 'the mail that confirms an erasure',
      impact: 'The erasure may be waiting for this mail.',
    },
  }),
} satisfies Partial<Record<MailKind, SupporterMail>>

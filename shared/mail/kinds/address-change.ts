import type { MailKind } from '../../domain/events.ts'
import { incomingAddressChange } from '../../domain/supporter.ts'
import { messagesIn } from '../../messages/index.ts'
import { mailContent } from '../content.ts'
import { confirmBlocks } from './confirm-blocks.ts'
import { type SupporterMail, supporterMail } from './mail-kind.ts'

/** The two mails of a change of address. Neither names the other address, which may be another person's. */
export const addressChangeMails = {
  'address-change': supporterMail({
    priority: 'first',
    headers: { isListMail: true, feedbackCategory: 'opt-in' },
    isSentWhileRestricted: false,
    isStillOwed: (supporter, { cycle }) => incomingAddressChange(supporter)?.cycle === cycle,
    links: ['confirm', 'cancel'],
    // Without a name, since nobody has shown yet that the new address is theirs.
    content: (context) => {
      const { move } = messagesIn(context.locale).mail
      return mailContent(context, move, confirmBlocks(context, move))
    },
    deadLetter: {
      name: 'the mail that asks to use a new address',
      impact: 'A supporter is changing their address and waits for the link.',
    },
  }),

  'address-change-notice': supporterMail({
    priority: 'first',
    headers: { isListMail: false, feedbackCategory: 'rights' },
    // Without it the change could not be stopped.
    isSentWhileRestricted: true,
    isStillOwed: ({ outgoingAddressChange }, { cycle }) => outgoingAddressChange?.cycle === cycle,
    links: ['cancel'],
    // It is sent once for each change, so its page also says later how the change ended.
    content: (context) => {
      const { moveNotice } = messagesIn(context.locale).mail
      return mailContent(context, moveNotice, [
        { text: moveNotice.effect },
        { text: moveNotice.you },
        { text: moveNotice.notYou },
        { button: moveNotice.press, url: context.links.cancel },
      ])
    },
    deadLetter: {
      name: 'the notice that an address is to change',
      impact: 'The address change waits for this notice, and its owner was not told how to stop it.',
    },
  }),
} satisfies Partial<Record<MailKind, SupporterMail>>

import type { MailKind } from '../../domain/events.ts'
import { incomingAddressChange } from '../../domain/supporter.ts'
import { mailMessagesIn } from '../../messages/mail/index.ts'
import { cycleIn } from '../../store/ledger-item.ts'
import { mailContent } from '../content.ts'
import { confirmBlocks } from './confirm-blocks.ts'
import { type SupporterMail, supporterMail } from './mail-kind.ts'

/** The two mails of a change of address. Neither names the other address, which may be another person's. */
export const addressChangeMails = {
  'address-change': supporterMail({
    priority: 'first',
    headers: { isListMail: true, feedbackCategory: 'opt-in' },
    isSentWhileRestricted: false,
    isStillOwed: (supporter, event) => incomingAddressChange(supporter)?.cycle === cycleIn(event),
    links: ['confirm', 'cancel'],
    // Without a name, since nobody has shown yet that the new address is theirs.
    content: (context) => {
      const { addressChange } = mailMessagesIn(context.locale)
      return mailContent(context, addressChange, confirmBlocks(context, addressChange))
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
    isStillOwed: ({ outgoingAddressChange }, event) => outgoingAddressChange?.cycle === cycleIn(event),
    links: ['cancel'],
    // It is sent once for each change, so its page also says later how the change ended.
    content: (context) => {
      const { addressChangeNotice } = mailMessagesIn(context.locale)
      return mailContent(context, addressChangeNotice, [
        { text: addressChangeNotice.effect },
        { text: addressChangeNotice.you },
        { text: addressChangeNotice.notYou },
        { button: addressChangeNotice.press, url: context.links.cancel },
      ])
    },
    deadLetter: {
      name: 'the notice that an address is to change',
      impact: 'The address change waits for this notice, and its owner was not told how to stop it.',
    },
  }),
} satisfies Partial<Record<MailKind, SupporterMail>>

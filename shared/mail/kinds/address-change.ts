import type { MailKind } from '../../domain/events.ts'
import { incomingAddressChange } from '../../domain/supporter.ts'
import { mailMessagesIn } from '../../messages/mail/index.ts'
import { cycleIn } from '../../store/ledger-item.ts'
import { mailContent } from '../content.ts'
import { confirmBlocks } from './confirm-blocks.ts'
import { type SupporterMail, supporterMail } from './mail-kind.ts'

/** The two mails of an address change. Neither names the other address, which may be another person's. */
export const addressChangeMails = {
  'address-change': supporterMail({
    priority: 'first',
    headers: { isListMail: true, feedbackCategory: 'opt-in' },
    isSentWhileRestricted: false,
    isStillOwed: (supporter, event) => incomingAddressChange(supporter)?.cycle === cycleIn(event),
    links: ['confirm', 'cancel'],
    // Without the name, since the new address is not yet shown to be the supporter's.
    content: (context) => {
      const { addressChange } = mailMessagesIn(context.locale)
      return mailContent(context, addressChange, confirmBlocks(context, addressChange))
    },
    deadLetter: {
      name: 'the mail that confirms an address change',
      impact: 'A supporter is changing their address and is waiting for the link.',
    },
  }),

  'address-change-notice': supporterMail({
    priority: 'first',
    headers: { isListMail: false, feedbackCategory: 'rights' },
    // Without this notice the owner could not stop the change.
    isSentWhileRestricted: true,
    isStillOwed: ({ outgoingAddressChange }, event) => outgoingAddressChange?.cycle === cycleIn(event),
    links: ['cancel'],
    // One notice is sent for each change, so its page also shows later how the change ended.
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
      name: 'the notice of an address change',
      impact: 'The address change is held up, and the supporter has not been told how to stop it.',
    },
  }),
} satisfies Partial<Record<MailKind, SupporterMail>>

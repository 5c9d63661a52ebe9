import type { Priority } from '../../domain/sending-pace.ts'
import type { Supporter } from '../../domain/supporter.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'
import type { MailOwingItem } from '../../store/owing-event.ts'
import type { MailContent, MailSetting } from '../content.ts'
import type { MailLink } from '../mail-links.ts'

/** The declarations that all kinds of mail share. */
interface Declared {
  /** `first`: the reader is waiting for it, so it overtakes the rest. */
  readonly priority: Priority
  readonly headers: HeaderTraits
  /** The description in `npm run dead-letters`, without personal data. */
  readonly deadLetter: {
    readonly name: string
    /** The effect on people while it is not sent. */
    readonly impact: string
  }
}

/**
 * A list mail has one-click unsubscribe headers (RFC 8058) and a List-Id. Mails about the reader's rights and mails
 * to the organisation itself have nothing to unsubscribe from. `feedbackCategory` is part of Feedback-ID.
 */
export type HeaderTraits =
  | { readonly isListMail: true; readonly feedbackCategory: 'opt-in' | 'subscription' }
  | { readonly isListMail: false; readonly feedbackCategory: 'rights' | 'internal' }

/** A mail to a supporter, owed by an event of theirs. */
export interface SupporterMail<Link extends MailLink = MailLink> extends Declared {
  readonly recipient: 'supporter'
  /** Whether it is sent even though the supporter restricted the use of their data (UK GDPR Art 18). */
  readonly isSentWhileRestricted: boolean
  /** Checks whether the mail is still right for the supporter's current state. */
  isStillOwed(supporter: Supporter, event: LedgerItem): boolean
  /** The links that the content uses. They are signed before it is written. */
  readonly links: readonly Link[]
  content(context: SupporterMailContext<Link>): MailContent
}

export interface SupporterMailContext<Link extends MailLink = MailLink> extends MailSetting {
  readonly supporter: Supporter
  readonly links: Readonly<Record<Link, string>>
}

/** An item of the ledger that is not an event and owes a mail to the privacy mailbox. */
export type OfficeItem = Exclude<MailOwingItem, LedgerItem>

/** A mail to the privacy mailbox, owed by an item of the ledger that is not an event. It is never outdated. */
export interface OfficeMail<Item extends OfficeItem = OfficeItem> extends Declared {
  readonly recipient: 'privacy-mailbox'
  content(context: OfficeMailContext<Item>): MailContent
}

export interface OfficeMailContext<Item extends OfficeItem> extends MailSetting {
  readonly item: Item
}

/** Declares a mail to a supporter. Its content can use only the links that it declares. */
export function supporterMail<const Link extends MailLink>(
  mail: Omit<SupporterMail<Link>, 'recipient'>,
): SupporterMail {
  return { ...mail, recipient: 'supporter' }
}

/** Declares a mail to the privacy mailbox, without unsubscribe headers. */
export function officeMail<Item extends OfficeItem>(
  mail: Omit<OfficeMail<Item>, 'recipient' | 'headers' | 'priority'>,
): OfficeMail<Item> {
  const headers = { isListMail: false, feedbackCategory: 'internal' } as const
  return { ...mail, headers, priority: 'rest', recipient: 'privacy-mailbox' }
}

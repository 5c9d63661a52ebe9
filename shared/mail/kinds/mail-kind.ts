import type { Priority } from '../../domain/sending-pace.ts'
import type { Supporter } from '../../domain/supporter.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'
import type { MailOwingItem } from '../../store/owing-event.ts'
import type { MailContent, MailSetting } from '../content.ts'
import type { MailLink } from '../mail-links.ts'

/** The properties that every kind of mail declares. */
interface Declared {
  /** `first`: the reader waits for it, and it overtakes the rest. */
  readonly priority: Priority
  readonly headers: HeaderTraits
  /** How `npm run dead-letters` describes it, without a word about the recipient. */
  readonly deadLetter: {
    readonly name: string
    /** The consequences for people while it is not sent. */
    readonly impact: string
  }
}

/**
 * A list mail has one-click unsubscribe headers (RFC 8058) and a List-Id. A mail about the reader's rights, or to the
 * organisation itself, has nothing to unsubscribe from. `feedbackCategory` is a part of Feedback-ID.
 */
export type HeaderTraits =
  | { readonly isListMail: true; readonly feedbackCategory: 'opt-in' | 'subscription' }
  | { readonly isListMail: false; readonly feedbackCategory: 'rights' | 'internal' }

/** A mail to a supporter, owed by an event of theirs. */
export interface SupporterMail<Link extends MailLink = MailLink> extends Declared {
  readonly recipient: 'supporter'
  /** Whether it goes out although the supporter restricted the use of their data (UK GDPR Art 18). */
  readonly isSentWhileRestricted: boolean
  /** Tells whether it is still right to send it, to the supporter as they are now. */
  isStillOwed(supporter: Supporter, event: LedgerItem): boolean
  /** The links that its content uses; they are signed before it is written. */
  readonly links: readonly Link[]
  content(context: SupporterMailContext<Link>): MailContent
}

export interface SupporterMailContext<Link extends MailLink = MailLink> extends MailSetting {
  readonly supporter: Supporter
  readonly links: Readonly<Record<Link, string>>
}

/** An item of the ledger that is no event, and owes a mail to the privacy mailbox. */
export type OfficeItem = Exclude<MailOwingItem, LedgerItem>

/** A mail to the privacy mailbox, owed by an item of the ledger that is no event. It is never out of date. */
export interface OfficeMail<Item extends OfficeItem = OfficeItem> extends Declared {
  readonly recipient: 'privacy-mailbox'
  content(context: OfficeMailContext<Item>): MailContent
}

export interface OfficeMailContext<Item extends OfficeItem> extends MailSetting {
  readonly item: Item
}

/** Declares a mail to a supporter. Its content can use no link that it does not declare. */
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

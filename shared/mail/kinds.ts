import type { MailKind } from '../domain/events.ts'
import type { Priority } from '../domain/sending-pace.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import { addressChangeMails } from './kinds/address-change.ts'
import type { OfficeMail, SupporterMail } from './kinds/mail-kind.ts'
import { officeMails } from './kinds/office.ts'
import { rightsMails } from './kinds/rights.ts'
import { signUpMails } from './kinds/sign-up.ts'

/** The kind of every mail that an item of the ledger can owe. */
export type OwedKind = NonNullable<MailOwingItem['mail']>

/** Declares every kind of mail. Queues, sender and dead letters read it; a kind without an entry does not compile. */
export const mailKinds = {
  ...signUpMails,
  ...addressChangeMails,
  ...rightsMails,
  ...officeMails,
} satisfies {
  [Kind in OwedKind]: Kind extends MailKind
    ? SupporterMail
    : OfficeMail<Extract<MailOwingItem, { readonly mail: Kind }>>
}

export const owedKinds = Object.keys(mailKinds) as OwedKind[]

/** Finds a kind by its name. @returns undefined for a kind that a newer version of this code declared */
export function mailKindOf(name: string): SupporterMail | OfficeMail | undefined {
  return Object.hasOwn(mailKinds, name) ? mailKinds[name as OwedKind] : undefined
}

/** Tells whether this version can write mails of a kind. */
export const isKnownKind = (name: string): boolean => mailKindOf(name) !== undefined

/** Names the queue that a mail goes to; a kind that this version does not know goes to `rest`. */
export function priorityOf(name: string): Priority {
  return mailKindOf(name)?.priority ?? 'rest'
}

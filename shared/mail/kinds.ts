import type { MailKind } from '../domain/events.ts'
import type { Priority } from '../domain/sending-pace.ts'
import type { MailOwingItem } from '../store/owing-event.ts'
import { addressChangeMails } from './kinds/address-change.ts'
import type { OfficeMail, SupporterMail } from './kinds/mail-kind.ts'
import { officeMails } from './kinds/office.ts'
import { rightsMails } from './kinds/rights.ts'
import { signUpMails } from './kinds/sign-up.ts'

/** The kinds of mail that an item of the ledger can owe. */
export type OwedKind = NonNullable<MailOwingItem['mail']>

/** Every kind of mail, for queues, sender and dead letters. A kind without an entry does not compile. */
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

/** Checks whether this version can write mails of a kind. */
export const isKnownKind = (name: string): boolean => mailKindOf(name) !== undefined

/** Returns the queue of a mail; `rest` for a kind that this version does not know. */
export function priorityOf(name: string): Priority {
  return mailKindOf(name)?.priority ?? 'rest'
}

import * as z from 'zod/mini'
import type { MailKind } from '../domain/events.ts'
import type { Priority } from '../domain/sending-pace.ts'
import type { MailKey } from '../store/mail-log.ts'
import { MailPartition } from '../store/partitions.ts'

/**
 * A mail that is owed, as it stands in the queues: by the id of the event that owes it, without a word about whom. What
 * the queue gives up becomes a dead letter as it is.
 */
const Owed = z.object({
  type: z.literal('mail'),
  supporterId: MailPartition,
  sequence: z.int().check(z.nonnegative()),
})

export interface OwedMail extends MailKey {
  readonly type: 'mail'
}

/** @throws an Error for what nobody here ever put in */
export function parseOwed(body: string): MailKey {
  const { supporterId, sequence } = Owed.parse(JSON.parse(body))
  return { supporterId, sequence }
}

export function owedMail({ supporterId, sequence }: MailKey): OwedMail {
  return { type: 'mail', supporterId, sequence }
}

/**
 * Somebody waits for their confirmation before they can do anything; all else can wait. A move waits for its notice.
 */
export function priorityOf(kind: MailKind | 'seal' | 'digest' | undefined): Priority {
  return kind === 'confirmation' || kind === 'address-change' || kind === 'address-change-notice'
    ? 'first'
    : 'rest'
}

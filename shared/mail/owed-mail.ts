import * as z from 'zod/mini'
import type { MailKey } from '../store/mail-log.ts'
import { MailPartition } from '../store/partitions.ts'

/**
 * The queues' message for an owed mail: the id of the item that owes it, without personal data. SQS moves it
 * unchanged to the dead-letter queue.
 */
const OwedMail = z.object({
  type: z.literal('mail'),
  supporterId: MailPartition,
  sequence: z.int().check(z.nonnegative()),
})

export interface OwedMail extends MailKey {
  readonly type: 'mail'
}

/** Reads a queue's message. @throws an Error if it is not about an owed mail */
export function parseOwedMail(body: string): MailKey {
  const { supporterId, sequence } = OwedMail.parse(JSON.parse(body))
  return { supporterId, sequence }
}

export function owedMail({ supporterId, sequence }: MailKey): OwedMail {
  return { type: 'mail', supporterId, sequence }
}

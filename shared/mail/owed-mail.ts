import * as z from 'zod/mini'
import type { SupporterId } from '../domain/supporter-id.ts'
import type { MailKey } from '../store/mail-log.ts'

/**
 * The queues' message for an owed mail: the id of the item that owes it, and nothing about the recipient. SQS moves it
 * to the dead-letter queue unchanged.
 */
const OwedMail = z.object({
  type: z.literal('mail'),
  supporterId: z.string().check(z.minLength(1)),
  sequence: z.int().check(z.nonnegative()),
})

export interface OwedMail extends MailKey {
  readonly type: 'mail'
}

/** Reads a queue's message. @throws an Error if it is not about an owed mail */
export function parseOwedMail(body: string): MailKey {
  const { supporterId, sequence } = OwedMail.parse(JSON.parse(body))
  return { supporterId: supporterId as SupporterId, sequence }
}

export function owedMail({ supporterId, sequence }: MailKey): OwedMail {
  return { type: 'mail', supporterId, sequence }
}

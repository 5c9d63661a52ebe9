import * as z from 'zod/mini'
import { SupporterId } from '../domain/supporter-id.ts'

/** The partitions of the ledger that hold no supporter's events. No supporter's id reads like one of these. */
export type OfficePartition =
  | 'seal'
  | 'seal-plan'
  | `sealed#${string}`
  | 'leaves'
  | 'digest'
  | 'statistics'
  | `officers#${string}`
export type LedgerPartition = SupporterId | OfficePartition

/** The partitions of the ledger whose items owe mails: to a supporter, or to the privacy officer. */
export const MailPartition = z.union([SupporterId, z.enum(['seal', 'digest'] satisfies OfficePartition[])])
export type MailPartition = z.infer<typeof MailPartition>

/** The partitions of the supporters' table. */
export type SupportersPartition =
  | SupporterId
  | 'retention'
  | 'sending'
  | 'brake'
  | `network#${string}`
  | `asked#${string}`

export function parseMailPartition(text: unknown): MailPartition | undefined {
  return MailPartition.safeParse(text).data
}

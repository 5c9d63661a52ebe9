import * as z from 'zod/mini'
import { SupporterId } from '../domain/supporter-id.ts'

/** The queue's message for an event that starts work in several steps: its place in the ledger, and nothing about whom. */
export const OwedFollowUp = z.object({
  type: z.literal('follow-up'),
  supporterId: SupporterId,
  sequence: z.int().check(z.positive()),
})
export type OwedFollowUp = z.infer<typeof OwedFollowUp>

/** Reads a queue's message. @throws an Error if it is not about such an event */
export const parseOwedFollowUp = (body: string): OwedFollowUp => OwedFollowUp.parse(JSON.parse(body))

/** Makes the message for an event. @returns undefined unless these name an event of a supporter */
export function owedFollowUp(supporterId: unknown, sequence: unknown): OwedFollowUp | undefined {
  return OwedFollowUp.safeParse({ type: 'follow-up', supporterId, sequence }).data
}

/** The attempts after which such work becomes a dead letter, 23 hours after the first: an erasure waits 20 for its mail. */
export const followUpAttempts = 100

/** Returns the seconds between an attempt and the next. @param attempt from 1 */
export const followUpDelay = (attempt: number): number => Math.min(15 * 60, 2 ** attempt)

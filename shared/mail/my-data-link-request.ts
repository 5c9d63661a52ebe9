import * as z from 'zod/mini'
import type { Instant } from '../domain/events.ts'
import { nextMailAt } from '../domain/mail-allowance.ts'
import { SupporterId } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'

/** A request for the my-data links, as a queue's message: by id, whether or not the address is known. */
export const MyDataLinkRequest = z.object({
  type: z.literal('my-data-link'),
  supporterId: SupporterId,
})
export type MyDataLinkRequest = z.infer<typeof MyDataLinkRequest>

export const myDataLinkRequest = (supporterId: SupporterId): MyDataLinkRequest => ({
  type: 'my-data-link',
  supporterId,
})

/**
 * Records the request, if the supporter is known; the event owes the mail. A message delivered twice is answered by one
 * mail.
 * @param askedAt when the message was queued
 * @returns the time at which to record it instead, if the person was mailed too often to be mailed now
 * @throws Busy, or an error of the store
 */
export async function recordMyDataLinkRequest(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  { supporterId }: MyDataLinkRequest,
  askedAt: Instant,
): Promise<Instant | undefined> {
  const now = circumstancesNow(deps)
  const command = { type: 'request-my-data-link', askedAt } as const
  const { outcome, supporter } = await commit(deps.store(), supporterId, command, now)
  return outcome === 'later'
    ? nextMailAt(supporter.mailedAt, now.at, deps.settings().confirmation)
    : undefined
}

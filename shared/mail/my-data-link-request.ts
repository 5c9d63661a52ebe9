import * as z from 'zod/mini'
import type { SupporterId } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'

/** A request for the my-data links, as a message of a queue: by id, whether or not we hold anything. */
export const MyDataLinkRequest = z.object({
  type: z.literal('my-data-link'),
  supporterId: z.string().check(z.regex(/^[\w-]{43}$/)),
})
export type MyDataLinkRequest = z.infer<typeof MyDataLinkRequest>

export const myDataLinkRequest = (supporterId: SupporterId): MyDataLinkRequest => ({
  type: 'my-data-link',
  supporterId,
})

/**
 * Records the request of a supporter who is on record; the event owes them the mail. A message that is delivered twice
 * falls within the cool-down between two mails.
 * @throws Busy, or an error of the store
 */
export async function recordMyDataLinkRequest(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  { supporterId }: MyDataLinkRequest,
): Promise<void> {
  await commit(
    deps.store(),
    supporterId as SupporterId,
    { type: 'request-my-data-link' },
    circumstancesNow(deps),
  )
}

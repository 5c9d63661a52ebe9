import * as z from 'zod/mini'
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
 * Records the request, if the supporter is known; the event owes the mail. A message delivered twice falls within the
 * cool-down between two mails.
 * @throws Busy, or an error of the store
 */
export async function recordMyDataLinkRequest(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  { supporterId }: MyDataLinkRequest,
): Promise<void> {
  await commit(deps.store(), supporterId, { type: 'request-my-data-link' }, circumstancesNow(deps))
}

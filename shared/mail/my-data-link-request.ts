import * as z from 'zod/mini'
import { SupporterId } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'

/** That somebody asked for the links to their data, as it stands in the queue: by id, whether anything is held or not. */
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
 * Records it of whoever is on record, which owes them the mail. The same message twice is within the pause between two mails.
 * @throws Busy, or what the store throws
 */
export async function recordMyDataLinkRequest(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  { supporterId }: MyDataLinkRequest,
): Promise<void> {
  await commit(deps.store(), supporterId, { type: 'request-my-data-link' }, circumstancesNow(deps))
}

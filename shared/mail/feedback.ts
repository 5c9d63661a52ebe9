import * as z from 'zod/mini'
import { parseEmailAddress } from '../domain/email-address.ts'
import { SupporterId, supporterIdOf } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import type { ProviderEvent } from './provider-event.ts'

/** What the mail service says about a supporter, by id: as it stands in queues, without personal data. */
export const Feedback = z.object({
  type: z.enum(['bounce', 'soft-bounce', 'complaint', 'delivery', 'delay']),
  supporterId: SupporterId,
  /** Sequence of the event that owed the mail, if it was a mail of ours. */
  mail: z.optional(z.int()),
  subtype: z.optional(z.string()),
})
export type Feedback = z.infer<typeof Feedback>

/**
 * Whom each finding is about. A recipient is known by the hash of the address; only where the mail went to one person,
 * the tags name them too: their server may report another address, to which they forward.
 * @param key the address key, if it could be read
 */
export function feedbackOf(
  { findings, mail, toOneOnly }: ProviderEvent,
  key: string | undefined,
): Feedback[] {
  return findings.flatMap(({ address, ...finding }) => {
    const id = key === undefined ? undefined : idOf(address, key)
    const isMeant = mail && (id === mail.supporterId || (toOneOnly && findings.length === 1))
    if (isMeant) return [{ ...finding, supporterId: mail.supporterId, mail: mail.sequence }]
    return id ? [{ ...finding, supporterId: id }] : []
  })
}

/**
 * Appends it to the supporter's record, if it is news. Of a mail that no event owes, it counts as about the present.
 * @throws Busy, or what the store throws
 */
export async function recordFeedback(
  deps: Pick<Runtime, 'settings' | 'clock' | 'newId' | 'store'>,
  feedback: Feedback,
): Promise<void> {
  const { supporterId: id } = feedback
  const supporter = await deps.store().load(id)
  const { type, mail = supporter.version, subtype } = feedback
  const about =
    type === 'bounce' || type === 'soft-bounce' ? { type, mail, ...(subtype && { subtype }) } : { type, mail }
  await commit(deps.store(), id, about, circumstancesNow(deps), supporter)
}

function idOf(address: string, key: string): SupporterId | undefined {
  const bare = /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address
  const parsed = parseEmailAddress(bare)
  return parsed && supporterIdOf(parsed, key)
}

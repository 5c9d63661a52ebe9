import * as z from 'zod/mini'
import { parseEmailAddress } from '../domain/email-address.ts'
import { SupporterId, supporterIdOf } from '../domain/supporter-id.ts'
import { circumstancesNow, type Runtime } from '../runtime.ts'
import { commit } from '../store/commit.ts'
import type { ProviderEvent } from './provider-event.ts'

/** SES's report about a supporter, by id and without personal data, as a message of a queue. */
export const Feedback = z.object({
  type: z.enum(['bounce', 'soft-bounce', 'complaint', 'delivery', 'delay']),
  supporterId: SupporterId,
  /** Sequence of the event that owed the mail, if this stack sent it. */
  mail: z.optional(z.int()),
  subtype: z.optional(z.string()),
})
export type Feedback = z.infer<typeof Feedback>

/**
 * Finds the supporter of each finding by the hash of the recipient's address. Where the mail had one recipient, its
 * tags also identify them, since a server may report an address that they forward to.
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
 * Appends feedback to the supporter's record, if it is new. Feedback on a mail that no event owes is filed under the
 * latest event.
 * @throws Busy, or an error of the store
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

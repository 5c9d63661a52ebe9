import { parseEmailAddress } from '../domain/email-address.ts'
import type { RecordedEvidence, Supporter } from '../domain/supporter.ts'
import { forgetAt } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** The sort key of the one item that holds a supporter's present state. */
export const profileItem = 'profile'
export const evidenceItem = (sequence: number) => `evidence#${String(sequence).padStart(8, '0')}`

/** As many as a sign-up, its confirmation and a withdrawal leave: with them the item usually stays under 1 KB. */
const evidenceKept = 3

/** Distributes over the states, so that each keeps its own fields. */
type WithoutAddress<S> = S extends Supporter ? Omit<S, 'address'> : never

/** A supporter as stored: the state as it is, the address in its one attribute, `expiresAt` in seconds for the TTL. */
export type SupporterItem = WithoutAddress<Supporter> & {
  readonly supporterId: SupporterId
  readonly item: typeof profileItem
  readonly address?: string
  readonly expiresAt?: number
}

export interface EvidenceItem extends RecordedEvidence {
  readonly supporterId: SupporterId
  readonly item: string
  readonly expiresAt?: number
}

/** The profile's item, and the older evidence that no longer fits in it, as items of their own. */
export function toSupporterItems(
  supporterId: SupporterId,
  supporter: Supporter,
  pendingFor: number,
): { profile: SupporterItem; older: EvidenceItem[] } {
  const { address, ...held } = supporter
  const forget = forgetAt(supporter, pendingFor)
  const kept = supporter.evidence.slice(-evidenceKept)
  const older = supporter.evidence.slice(0, -evidenceKept)
  return {
    profile: {
      ...held,
      supporterId,
      item: profileItem,
      evidence: kept,
      ...(address && { address: address.original() }),
      ...(forget !== undefined && { expiresAt: Math.ceil(forget / 1000) }),
    },
    older: older.map((evidence) => ({
      ...evidence,
      supporterId,
      item: evidenceItem(evidence.sequence),
      ...(forget !== undefined && { expiresAt: Math.ceil(forget / 1000) }),
    })),
  }
}

export function fromSupporterItem(stored: SupporterItem): Supporter {
  const { supporterId: _, item: __, expiresAt: ___, address: text, ...held } = stored
  const address = text === undefined ? undefined : parseEmailAddress(text)
  return { ...held, ...(address && { address }) } as Supporter
}

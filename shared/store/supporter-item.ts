import { marshall } from '@aws-sdk/util-dynamodb'
import { parseEmailAddress } from '../domain/email-address.ts'
import { deletionDueAt } from '../domain/lapse.ts'
import { pendingSignUp, type RecordedEvidence, type Supporter } from '../domain/supporter.ts'
import type { SupporterId } from '../domain/supporter-id.ts'
import { compact } from '../lib/compact.ts'
import { packEvidence, unpackEvidence } from './packed-evidence.ts'
import { type PackedSignUp, packSignUp, unpackSignUp } from './packed-sign-up.ts'

export interface SupporterTables {
  readonly supporters: string
  readonly ledger: string
}

/** The sort key of the one item that holds a supporter's current state. */
export const profileItem = 'profile'
export const evidenceItem = 'evidence#'

export const profileKey = (supporterId: SupporterId) => marshall({ supporterId, item: profileItem })

/**
 * Milliseconds after which the TTL deletes a lapsed record, if the daily round has failed for days. The round itself
 * deletes it and records that.
 */
const grace = 3 * 24 * 60 * 60 * 1000

/**
 * The bytes of packed evidence beyond which it moves to an item of its own: below that, the profile stays under 1 KB,
 * one write unit.
 */
const evidenceBytes = 450

/** Distributes over the states, so that each keeps its own fields. */
type WithoutPacked<S> = S extends Supporter ? Omit<S, 'address' | 'evidence' | 'signUp'> : never

/** A supporter as stored: the address in its one attribute, evidence packed, `expiresAt` in seconds for the TTL. */
export type SupporterItem = WithoutPacked<Supporter> & {
  readonly supporterId: SupporterId
  readonly item: typeof profileItem
  readonly address?: string
  readonly evidence: Uint8Array
  readonly signUp?: PackedSignUp
  readonly expiresAt?: number
}

/** Older evidence, of several events in one item. */
export interface EvidenceItem {
  readonly supporterId: SupporterId
  readonly item: string
  readonly evidence: Uint8Array
  readonly expiresAt?: number
}

/** Makes the profile's item, and one for the evidence that does not fit in it, if any. */
export function toSupporterItems(
  supporterId: SupporterId,
  supporter: Supporter,
  pendingFor: number,
): { profile: SupporterItem; older?: EvidenceItem } {
  const { address, evidence, ...held } = supporter
  const signUp = pendingSignUp(supporter)
  const deleteAt = deletionDueAt(supporter, pendingFor)
  const expiry = deleteAt === undefined ? {} : { expiresAt: Math.ceil((deleteAt + grace) / 1000) }
  const { kept, moved } = divide(evidence)
  const profile = compact({
    ...held,
    ...expiry,
    supporterId,
    item: profileItem,
    evidence: packEvidence(kept),
    address: address?.original(),
    signUp: signUp && packSignUp(signUp),
  }) as SupporterItem
  const [first] = moved
  if (!first) return { profile }
  const item = `${evidenceItem}${String(first.sequence).padStart(8, '0')}`
  return { profile, older: { supporterId, item, evidence: packEvidence(moved), ...expiry } }
}

export function fromSupporterItem(stored: SupporterItem): Supporter {
  const { supporterId: _, item: __, expiresAt: ___, address: text, evidence, signUp, ...held } = stored
  const address = text === undefined ? undefined : parseEmailAddress(text)
  return compact({
    ...held,
    evidence: unpackEvidence(evidence),
    signUp: signUp && unpackSignUp(signUp),
    address,
  }) as Supporter
}

/** Divides evidence. If it does not fit, all but the latest moves at once, so that most writes move nothing. */
function divide(evidence: readonly RecordedEvidence[]) {
  const fits = packEvidence(evidence).length <= evidenceBytes
  return fits ? { kept: evidence, moved: [] } : { kept: evidence.slice(-1), moved: evidence.slice(0, -1) }
}

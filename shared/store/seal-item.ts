import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type Directory, hashesOf, type Seal } from '../chain/seal.ts'
import type { SupporterId } from '../domain/supporter-id.ts'

/** Stands where events have a supporter's id. */
export const sealPartition = 'seal' as SupporterId

/**
 * A seal in the ledger, never changed once written. Its `sequence` is its `to` in milliseconds, so that an event's
 * seal is found by the event's time. It has no `type`: it is no event, and not sealed itself.
 */
export interface SealItem extends Seal {
  readonly supporterId: SupporterId
  readonly sequence: number
  readonly schema: number
  /** What logs name it by. */
  readonly eventId: string
  /** Owed like an event's mail, by the same outbox. */
  readonly mail: 'seal'
  /** Where each page's hashes begin, and each page's root: 64 bytes for 1024 events. */
  readonly starts: Uint8Array
  readonly roots: Uint8Array
}

export interface StoredSeal {
  readonly seal: Seal
  readonly directory: Directory
}

export function toSealItem(seal: Seal, { starts, roots }: Directory): SealItem {
  return {
    ...seal,
    supporterId: sealPartition,
    sequence: Date.parse(seal.to),
    schema: 1,
    eventId: `seal-${seal.number}`,
    mail: 'seal',
    starts: Buffer.concat(starts),
    roots: Buffer.concat(roots),
  }
}

export function fromSealItem(item: Record<string, AttributeValue>): StoredSeal {
  const stored = unmarshall(item) as SealItem
  const directory = {
    starts: hashesOf(Buffer.from(stored.starts)),
    roots: hashesOf(Buffer.from(stored.roots)),
  }
  return { seal: sealIn(stored), directory }
}

/** The seal alone, field by field: what its hash is over. */
export function sealIn({ number, from, to, count, root, previous, hash }: Seal): Seal {
  return {
    number,
    ...(from !== undefined && { from }),
    to,
    count,
    root,
    ...(previous !== undefined && { previous }),
    hash,
  }
}

/** A page's key. It names the tree, so that two runs can only ever write the same under the same key. */
export function pageKey({ number, root }: Pick<Seal, 'number' | 'root'>, page: number) {
  return marshall({ supporterId: `sealed#${number}#${root}`, sequence: page })
}

/** The key of what fixes a seal's `to` before its first page is written. */
export function planKey(number: number) {
  return marshall({ supporterId: 'seal-plan', sequence: number })
}

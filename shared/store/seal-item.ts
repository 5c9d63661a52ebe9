import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod/mini'
import { type Directory, hashesOf, type Seal } from '../chain/seal.ts'
import { compact } from '../lib/compact.ts'
import type { OfficePartition } from './partitions.ts'

/** The partition of seals, where events have a supporter's id. */
export const sealPartition = 'seal' satisfies OfficePartition

/**
 * A seal in the ledger, never changed once written. Its `sequence` is its `to` in milliseconds, so that an event's
 * seal is found by the event's time. Without a `type`, it is not an event, and is not sealed itself.
 */
const SealItem = z.object({
  number: z.int(),
  from: z.exactOptional(z.string()),
  to: z.string(),
  count: z.int(),
  root: z.string(),
  previous: z.exactOptional(z.string()),
  hash: z.string(),
  supporterId: z.literal(sealPartition),
  sequence: z.int(),
  schema: z.literal(1),
  /** Its name in logs. */
  eventId: z.string(),
  /** Owed like an event's mail, and sent by the same outbox. */
  mail: z.literal('seal'),
  /** The first hash of each page, and each page's root: 64 bytes for 1024 events. */
  starts: z.instanceof(Uint8Array),
  roots: z.instanceof(Uint8Array),
})
export type SealItem = Readonly<z.infer<typeof SealItem>>

/**
 * Parses a seal.
 * @throws z.core.$ZodError for an item of another shape
 */
export const parseSealItem = (item: unknown): SealItem => SealItem.parse(item)

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
  const stored = parseSealItem(unmarshall(item))
  const directory = {
    starts: hashesOf(Buffer.from(stored.starts)),
    roots: hashesOf(Buffer.from(stored.roots)),
  }
  return { seal: sealIn(stored), directory }
}

/** Picks the seal out of its item: the seal's hash covers these members. */
export function sealIn({ number, from, to, count, root, previous, hash }: Seal): Seal {
  return compact({ number, from, to, count, root, previous, hash })
}

/** Returns a page's key. It names the tree, so that two runs can write only the same content under the same key. */
export function pageKey({ number, root }: Pick<Seal, 'number' | 'root'>, page: number) {
  const supporterId: OfficePartition = `sealed#${number}#${root}`
  return marshall({ supporterId, sequence: page })
}

/** Returns the key of the item that fixes a seal's `to` before its first page is written. */
export function planKey(number: number) {
  return marshall({ supporterId: 'seal-plan' satisfies OfficePartition, sequence: number })
}

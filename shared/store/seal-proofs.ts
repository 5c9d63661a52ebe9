import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type InclusionProof, isPageOf, pageOf, proofOnPage } from '../chain/seal.ts'
import type { Instant } from '../domain/events.ts'
import type { StoredSeal } from './seal-item.ts'
import { clockSkew, findPage, walkSeals } from './seal-store.ts'

/** The time within which the stream delivers an event, if at all: a day. */
const deliveredWithin = 24 * 60 * 60 * 1000

/** @param event its hash, and its `at` in ISO 8601 */
export type SealProver = (event: { readonly hash: string; readonly at: string }) => Promise<SealProof>

export interface SealProof {
  /** Absent if it is not sealed, or not yet. */
  readonly proof?: InclusionProof
  /** The seal that may have held it, and whose pages were changed. */
  readonly damaged?: number
}

/** Proves that an event is in a seal. Usually two small reads. */
export async function proofOf(
  client: DynamoDBClient,
  table: string,
  event: Parameters<SealProver>[0],
): Promise<InclusionProof | undefined> {
  return (await sealProver(client, table)(event)).proof
}

/** Returns a function that proves one event after another, and reads each seal and each page once. */
export function sealProver(client: DynamoDBClient, table: string): SealProver {
  const sealAfter = sealsRead(client, table)
  const pages = new Map<string, Buffer | undefined>()
  const pageIn = async ({ seal }: StoredSeal, page: number) => {
    const key = `${seal.number} ${page}`
    if (!pages.has(key)) pages.set(key, await findPage(client, table, seal, page))
    return pages.get(key)
  }

  return async ({ hash, at }) => {
    const written = Date.parse(at)
    const wanted = Buffer.from(hash, 'base64url')
    let damaged: number | undefined
    let from = written - clockSkew
    for (;;) {
      const stored = await sealAfter(from)
      if (!stored || beginOf(stored) > written + deliveredWithin + clockSkew) break
      const { seal, directory } = stored
      // A hash before the first page is checked against that page.
      const page = Math.max(0, pageOf(directory, wanted))
      const hashes = await pageIn(stored, page)
      const proof = hashes && proofOnPage(seal, directory, page, hashes, wanted)
      if (proof) return { proof }
      if (!isPageOf(seal, directory, page, hashes)) damaged = seal.number
      const next = Date.parse(seal.to) + 1
      // An end that was changed would repeat the search.
      if (!(next > from)) return { damaged: seal.number }
      from = next
    }
    return damaged === undefined ? {} : { damaged }
  }
}

const beginOf = ({ seal }: StoredSeal) => (seal.from === undefined ? 0 : Date.parse(seal.from))

/** Returns a function that finds the first seal that ends at or after a time. */
function sealsRead(
  client: DynamoDBClient,
  table: string,
): (since: Instant) => Promise<StoredSeal | undefined> {
  const known: StoredSeal[] = []
  let noneSince = Number.POSITIVE_INFINITY
  return async (since) => {
    if (since >= noneSince) return undefined
    const again = known.find((stored) => beginOf(stored) < since && since <= Date.parse(stored.seal.to))
    if (again) return again
    const { value } = await walkSeals(client, table, { since }).next()
    if (value) known.push(value)
    else noneSince = since
    return value
  }
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { hashBytes, hashed, hashesOf, pageOf, type Seal, sealedTree } from '../chain/seal.ts'
import type { Instant } from '../domain/events.ts'
import { firstLeafAfter, leavesBetween } from '../store/leaf-inbox.ts'
import type { StoredSeal } from '../store/seal-item.ts'
import { clockSkew, planOnce, readPage, walkSeals, writePages, writeSeal } from '../store/seal-store.ts'

export interface SealingLedger {
  readonly client: DynamoDBClient
  readonly table: string
}

/** The most milliseconds that one seal covers, even after a standstill: a seal is made in memory. */
const maxPeriod = 24 * 60 * 60 * 1000

/**
 * Makes the next seal, over the events collected after the last one, up to `cut` and a day's at most. Everything it
 * writes is determined by the ledger and written once, so that it may stop anywhere and run again, or run twice at
 * the same time, and still makes one seal.
 * @param cut a moment after which no collector can write that began before it
 * @returns undefined if nothing was collected: such a day has no seal, and the next seal covers its time
 */
export async function sealNext(ledger: SealingLedger, cut: Instant): Promise<Seal | undefined> {
  const { client, table } = ledger
  const { value: last } = await walkSeals(client, table, { upTo: Number.MAX_SAFE_INTEGER }).next()
  const from = last && Date.parse(last.seal.to)
  const first = await firstLeafAfter(client, table, from)
  if (first === undefined || first > cut) return undefined

  const number = (last?.seal.number ?? 0) + 1
  const { to, resumed } = await planOnce(client, table, number, Math.min(cut, first + maxPeriod))
  const { pages, directory, root, count } = sealedTree(await newHashes(ledger, from, to))
  const seal = hashed({
    number,
    ...(last && { from: last.seal.to, previous: last.seal.hash }),
    to: new Date(to).toISOString(),
    count,
    root: root.toString('base64url'),
  })
  await writePages(client, table, seal, pages, resumed)
  await writeSeal(client, table, { seal, directory })
  return seal
}

/**
 * Reads the hashes that were collected in that time and are in no earlier seal, each once, as 32 characters of
 * Latin-1.
 */
async function newHashes(
  ledger: SealingLedger,
  from: Instant | undefined,
  to: Instant,
): Promise<Set<string>> {
  const hashes = new Set<string>()
  const late = new Set<string>()
  let oldest = to
  for await (const collected of leavesBetween(ledger.client, ledger.table, from, to)) {
    const isLate = from !== undefined && collected.oldest <= from + clockSkew
    if (isLate) oldest = Math.min(oldest, collected.oldest)
    const text = collected.hashes.toString('latin1')
    for (let i = 0; i < text.length; i += hashBytes) {
      const hash = text.slice(i, i + hashBytes)
      hashes.add(hash)
      if (isLate) late.add(hash)
    }
  }
  if (from !== undefined && late.size > 0) {
    for (const sealed of await sealedAmong(ledger, late, { since: oldest, upTo: from })) hashes.delete(sealed)
  }
  return hashes
}

/**
 * Finds the hashes that earlier seals hold: the stream may deliver an event twice, with a seal in between. Only an
 * event written before an earlier seal's end can be in it, on the one page where it belongs.
 */
async function sealedAmong(
  ledger: SealingLedger,
  hashes: ReadonlySet<string>,
  { since, upTo }: { since: Instant; upTo: Instant },
): Promise<string[]> {
  const found: string[] = []
  for await (const stored of walkSeals(ledger.client, ledger.table, { upTo })) {
    if (Date.parse(stored.seal.to) + clockSkew < since) break
    for (const [page, candidates] of byPage(stored, hashes)) {
      const bytes = await readPage(ledger.client, ledger.table, stored.seal, page)
      const sealed = new Set(hashesOf(bytes).map((hash) => hash.toString('latin1')))
      found.push(...candidates.filter((hash) => sealed.has(hash)))
    }
  }
  return found
}

function byPage({ directory }: StoredSeal, hashes: ReadonlySet<string>): Map<number, string[]> {
  const pages = Map.groupBy(hashes, (hash) => pageOf(directory, Buffer.from(hash, 'latin1')))
  pages.delete(-1)
  return pages
}

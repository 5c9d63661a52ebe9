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

/** After a standstill it is sealed a day at a time: a seal is made in memory. */
const longest = 24 * 60 * 60 * 1000

/**
 * Makes the next seal: over the events collected after the last one, up to `cut`, a day's at most. Everything that it
 * writes follows from what is in the ledger and is written once, so it can die anywhere and be run again, or run
 * twice at a time, and one seal comes of it.
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
  const { to, resumed } = await planOnce(client, table, number, Math.min(cut, first + longest))
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

/** What was collected in that time and no earlier seal has, each once, as 32 characters of Latin-1. */
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
 * The stream may deliver an event twice, and a seal come between. Only an event that was written before an earlier
 * seal's end can be in it, so only those are looked for, each on the one page that it would be on.
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

import { hashOf, leafHash } from './hashing.ts'
import { auditPath, merkleRoot } from './merkle.ts'

/** What was appended to the ledger in some time, in one hash that nobody can take back. Hashes are base64url. */
export interface Seal {
  /** 1, 2, … without a gap. */
  readonly number: number
  /** ISO 8601 UTC. Sealed are the events collected after `from`, which is the `to` of the seal before, up to `to`. */
  readonly from?: string
  readonly to: string
  /** Events sealed: the leaves of the tree. */
  readonly count: number
  /** The RFC 6962 root over the events' hashes, sorted bytewise, each once. */
  readonly root: string
  /** The hash of the seal before. */
  readonly previous?: string
  /** Of all other fields, as `hashOf`: each seal stands for all before it. */
  readonly hash: string
}

/** That an event is in a seal: with the event's hash and the seal's root, checked without a database. */
export interface InclusionProof {
  readonly seal: Seal
  /** Which leaf it is, counted from 0. */
  readonly index: number
  /** The RFC 6962 audit path: sibling hashes from the leaf to the root, in a tree of `seal.count` leaves. */
  readonly path: readonly string[]
}

/** A power of two: then a page is a whole subtree of an RFC 6962 tree, the last page a shorter one. */
export const leavesPerPage = 1024
export const hashBytes = 32

/** A tree too large for one item, as pages: the hashes of `leavesPerPage` leaves each, one after the other. */
export interface SealedTree {
  readonly count: number
  readonly root: Buffer
  readonly pages: readonly Buffer[]
  readonly directory: Directory
}

/** What finds a hash's page and leads from its root to the tree's: the first hash of each page, and its root. */
export interface Directory {
  readonly starts: readonly Buffer[]
  readonly roots: readonly Buffer[]
}

/** @param hashes events' hashes as 32 characters of Latin-1, each a byte: a million fit in memory and sort bytewise */
export function sealedTree(hashes: ReadonlySet<string>): SealedTree {
  const sorted = [...hashes].sort()
  const pages: Buffer[] = []
  for (let i = 0; i < sorted.length; i += leavesPerPage) {
    pages.push(Buffer.from(sorted.slice(i, i + leavesPerPage).join(''), 'latin1'))
  }
  const roots = pages.map((page) => merkleRoot(leavesOf(page)))
  const starts = pages.map((page) => page.subarray(0, hashBytes))
  return { count: sorted.length, root: merkleRoot(roots), pages, directory: { starts, roots } }
}

/** @param seal without its hash */
export function hashed(seal: Omit<Seal, 'hash'>): Seal {
  return { ...seal, hash: hashOf(seal) }
}

/** The page that a hash is on if it is on any; -1 if it comes before all. */
export function pageOf({ starts }: Directory, hash: Buffer): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const start = starts[middle]
    if (start && start.compare(hash) <= 0) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** @returns undefined if the hash is not on that page */
export function proofOnPage(
  seal: Seal,
  { roots }: Directory,
  pageIndex: number,
  page: Buffer,
  hash: Buffer,
): InclusionProof | undefined {
  const onPage = hashesOf(page).findIndex((candidate) => candidate.equals(hash))
  if (onPage === -1) return undefined
  const path = [...auditPath(leavesOf(page), onPage), ...auditPath(roots, pageIndex)]
  return {
    seal,
    index: pageIndex * leavesPerPage + onPage,
    path: path.map((sibling) => sibling.toString('base64url')),
  }
}

/**
 * Whether a page is the one that was sealed there, and its directory entry too: then what it should hold and does not is
 * not in the seal.
 * @param page undefined if it is gone
 */
export function isPageOf(
  { root }: Pick<Seal, 'root'>,
  { starts, roots }: Directory,
  pageIndex: number,
  page: Buffer | undefined,
): boolean {
  return (
    page !== undefined &&
    merkleRoot(roots).toString('base64url') === root &&
    roots[pageIndex]?.equals(merkleRoot(leavesOf(page))) === true &&
    starts[pageIndex]?.equals(page.subarray(0, hashBytes)) === true
  )
}

/** The 32-byte hashes that stand one after the other. */
export function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / hashBytes }, (_, i) =>
    bytes.subarray(i * hashBytes, (i + 1) * hashBytes),
  )
}

const leavesOf = (page: Buffer) => hashesOf(page).map((hash) => leafHash(hash.toString('base64url')))

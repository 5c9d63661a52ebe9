import { hashOf, leafHash } from './hashing.ts'
import { auditPath, merkleRoot } from './merkle.ts'

/** One irrevocable hash over the events appended to the ledger in a period. Hashes are base64url. */
export interface Seal {
  /** 1, 2, … without a gap. */
  readonly number: number
  /** ISO 8601 UTC. The seal covers the events collected after `from`, the `to` of the previous seal, up to `to`. */
  readonly from?: string
  readonly to: string
  /** The number of events sealed: the leaves of the tree. */
  readonly count: number
  /** The RFC 6962 root over the events' hashes, sorted bytewise, each once. */
  readonly root: string
  /** The hash of the previous seal. */
  readonly previous?: string
  /** The `hashOf` all other fields: each seal covers all seals before it. */
  readonly hash: string
}

/** Proves that an event is in a seal: checked with the event's hash and the seal's root, without a database. */
export interface InclusionProof {
  readonly seal: Seal
  /** The index of the leaf, from 0. */
  readonly index: number
  /** The RFC 6962 audit path: sibling hashes from the leaf to the root, in a tree of `seal.count` leaves. */
  readonly path: readonly string[]
}

/** A power of two, so that a page is a whole subtree of an RFC 6962 tree; the last page is shorter. */
const leavesPerPage = 1024
export const hashBytes = 32

/** A tree too large for one item, split into pages: the hashes of `leavesPerPage` leaves each, concatenated. */
export interface SealedTree {
  readonly count: number
  readonly root: Buffer
  readonly pages: readonly Buffer[]
  readonly directory: Directory
}

/** The first hash and the root of each page: finds the page of a hash, and connects the page's root to the tree's. */
export interface Directory {
  readonly starts: readonly Buffer[]
  readonly roots: readonly Buffer[]
}

/**
 * Builds the tree of a seal.
 * @param hashes events' hashes as 32 characters of Latin-1, one for each byte: a million fit in memory and sort
 * bytewise
 */
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

/** Adds the hash of a seal. */
export function hashed(seal: Omit<Seal, 'hash'>): Seal {
  return { ...seal, hash: hashOf(seal) }
}

/** Returns the page that would hold a hash; -1 if the hash comes before all pages. */
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

/**
 * Proves a hash from its page.
 * @returns undefined if the hash is not on that page
 */
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
 * Checks that a page and its directory entry are the ones that were sealed. A hash that belongs on such a page but is
 * missing from it is not in the seal.
 * @param page undefined if it is missing
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

/** Splits concatenated 32-byte hashes. */
export function hashesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / hashBytes }, (_, i) =>
    bytes.subarray(i * hashBytes, (i + 1) * hashBytes),
  )
}

const leavesOf = (page: Buffer) => hashesOf(page).map((hash) => leafHash(hash.toString('base64url')))

import { createHash } from 'node:crypto'
import { nodeHash } from './hashing.ts'

/**
 * Returns the root of an RFC 6962 tree (section 2.1) over these leaf hashes, in order. Pairing neighbours level by
 * level, with an odd node carried up unchanged, gives the tree that the RFC defines by splitting at powers of two.
 * The same holds for the roots of pages whose size is a power of two; the last page may be shorter.
 */
export function merkleRoot(nodes: readonly Buffer[]): Buffer {
  let level = nodes
  while (level.length > 1) level = parents(level)
  return level[0] ?? createHash('sha256').digest()
}

/** Returns the siblings from the node at `index` up to the root (RFC 6962, section 2.1.1). */
export function auditPath(nodes: readonly Buffer[], index: number): Buffer[] {
  const path: Buffer[] = []
  let level = nodes
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1]
    if (sibling) path.push(sibling)
    level = parents(level)
  }
  return path
}

function parents(level: readonly Buffer[]): Buffer[] {
  return level.flatMap((node, i) => {
    if (i % 2 === 1) return []
    const right = level[i + 1]
    return [right ? nodeHash(node, right) : node]
  })
}

import { createHash } from 'node:crypto'

/** RFC 6962 and RFC 9162 taken literally, to compare with ours. Shares nothing with the code under test. */

const sha256 = (...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
export const leaf = (data: Uint8Array) => sha256(Buffer.of(0), data)
export const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.of(1), left, right)

/** MTH(D[n]): RFC 6962, section 2.1. */
export function treeHash(data: readonly Uint8Array[]): Buffer {
  const [only] = data
  if (!only) return sha256()
  if (data.length === 1) return leaf(only)
  const split = 2 ** Math.ceil(Math.log2(data.length) - 1)
  return node(treeHash(data.slice(0, split)), treeHash(data.slice(split)))
}

/** RFC 9162, section 2.1.3.2. */
export function verifies(
  leafHash: Uint8Array,
  {
    index,
    count,
    path,
    root,
  }: { index: number; count: number; path: readonly Uint8Array[]; root: Uint8Array },
): boolean {
  if (index < 0 || index >= count) return false
  let [fn, sn] = [index, count - 1]
  let r = Buffer.from(leafHash)
  for (const p of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else {
      r = node(r, p)
    }
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return sn === 0 && r.equals(root)
}

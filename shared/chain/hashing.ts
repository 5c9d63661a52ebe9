import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * The hashing functions that the writer and the verifier share, and nothing else. Hashes are SHA-256, written as
 * base64url without padding: 43 characters.
 */

/** Returns a value's canonical JSON (RFC 8785): equal values give equal texts. */
function canonicalJson(value: object): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('this value cannot be represented as JSON')
  return text
}

/** Returns the SHA-256 of a value's canonical JSON. */
export function hashOf(value: object): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('base64url')
}

/**
 * Returns a leaf of a Merkle tree over event hashes (RFC 6962, section 2.1): SHA-256 of 0x00 and the hash's 32 bytes.
 */
export function leafHash(hash: string): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(Buffer.from(hash, 'base64url')).digest()
}

/** Returns an inner node (RFC 6962, section 2.1): SHA-256 of 0x01 and both children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest()
}

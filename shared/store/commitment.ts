import { createHash } from 'node:crypto'
import type { Evidence } from '../domain/events.ts'

/**
 * What the ledger holds in place of personal evidence: SHA-256, base64url, over the salt and the evidence. With the
 * evidence at hand anybody can check that it is what was recorded; once it is erased the salt is gone too, and the
 * commitment says nothing about anybody.
 */
export function commitmentTo({ salt, ip, userAgent, page }: Evidence): string {
  const canonical = JSON.stringify([salt, ip ?? null, userAgent ?? null, page ?? null])
  return createHash('sha256').update(canonical, 'utf8').digest('base64url')
}

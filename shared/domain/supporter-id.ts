import { createHmac } from 'node:crypto'
import * as z from 'zod/mini'
import type { EmailAddress } from './email-address.ts'

/** 32 bytes in base64url have one spelling: the last of 43 characters holds four bits. */
export const SupporterId = z
  .string()
  .check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/))
  .brand<'SupporterId', 'inout'>()

/** A pseudonym for a person: 43 characters, base64url of 32 bytes. The partition key everywhere. */
export type SupporterId = z.infer<typeof SupporterId>

/** Makes an id by HMAC-SHA-256 of the canonical address: without the key, no address can be linked to it. */
export function supporterIdOf(address: EmailAddress, key: string): SupporterId {
  const digest = createHmac('sha256', key).update(`supporter\n${address.canonical()}`).digest()
  return supporterIdFromBytes(digest)
}

/**
 * Parses a supporter id.
 * @returns undefined for a text in another form
 */
export function parseSupporterId(text: unknown): SupporterId | undefined {
  return isSupporterId(text) ? text : undefined
}

/**
 * Makes a supporter id of its bytes.
 * @throws RangeError for more or fewer than 32 bytes
 */
export function supporterIdFromBytes(bytes: Uint8Array): SupporterId {
  const id = bytes.length === 32 ? parseSupporterId(Buffer.from(bytes).toString('base64url')) : undefined
  if (id === undefined) throw new RangeError('a supporter id must have 32 bytes')
  return id
}

export const isSupporterId = (text: unknown): text is SupporterId => SupporterId.safeParse(text).success

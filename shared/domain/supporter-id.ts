import { createHmac } from 'node:crypto'
import type { EmailAddress } from './email-address.ts'

declare const brand: unique symbol

/** Names a person without saying who: 43 characters, base64url of 32 bytes. The partition key everywhere. */
export type SupporterId = string & { readonly [brand]: 'SupporterId' }

/** HMAC-SHA-256 of the canonical address: nobody without the key can tell whose id it is, nor make it from an address. */
export function supporterIdOf(address: EmailAddress, key: string): SupporterId {
  return createHmac('sha256', key)
    .update(`supporter\n${address.canonical()}`)
    .digest('base64url') as SupporterId
}

/** @returns undefined if it is not one as we write them */
export function parseSupporterId(text: string): SupporterId | undefined {
  return /^[\w-]{42}[AEIMQUYcgkosw048]$/.test(text) ? (text as SupporterId) : undefined
}

export function supporterIdFromBytes(bytes: Uint8Array): SupporterId {
  if (bytes.length !== 32) throw new RangeError('a supporter id has 32 bytes')
  return Buffer.from(bytes).toString('base64url') as SupporterId
}

import type { PendingSignUp } from '../domain/supporter.ts'
import { compact } from '../lib/compact.ts'

/** A hash or a UUID as stored: its bytes, half as many as its characters. Older items hold the text. */
type Packed = Uint8Array | string

type PackedHash<T extends { readonly hash: string }> = Omit<T, 'hash'> & { readonly hash: Packed }

/**
 * A pending sign-up as stored. A supporter's item costs one unit up to 1 KB, a sixth of which two hashes and a nonce in
 * hexadecimal would take.
 */
export type PackedSignUp = Omit<PendingSignUp, 'consent' | 'nonce'> & {
  readonly consent: Omit<PendingSignUp['consent'], 'wording' | 'notice'> & {
    readonly wording: PackedHash<PendingSignUp['consent']['wording']>
    readonly notice: PackedHash<PendingSignUp['consent']['notice']>
  }
  readonly nonce?: Packed
}

/** Packs a pending sign-up for storage. */
export function packSignUp({ consent, nonce, ...rest }: PendingSignUp): PackedSignUp {
  const { wording, notice } = consent
  return compact({
    ...rest,
    consent: {
      ...consent,
      wording: { ...wording, hash: packed(wording.hash) },
      notice: { ...notice, hash: packed(notice.hash) },
    },
    nonce: nonce === undefined ? undefined : packed(nonce),
  })
}

export function unpackSignUp({ consent, nonce, ...rest }: PackedSignUp): PendingSignUp {
  const { wording, notice } = consent
  return compact({
    ...rest,
    consent: {
      ...consent,
      wording: { ...wording, hash: unpacked(wording.hash) },
      notice: { ...notice, hash: unpacked(notice.hash) },
    },
    nonce: nonce === undefined ? undefined : unpacked(nonce),
  })
}

const hash = /^[0-9a-f]{64}$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Returns the bytes of a hash or a UUID, and any other text as it is. */
const packed = (text: string): Packed =>
  hash.test(text) || uuid.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : text

function unpacked(value: Packed): string {
  if (typeof value === 'string') return value
  const hex = Buffer.from(value).toString('hex')
  return value.length === 16 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : hex
}

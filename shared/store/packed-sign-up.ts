import type { PendingSignUp } from '../domain/supporter.ts'
import { uuidOf } from '../lib/time-ordered-id.ts'

/** A hash or a UUID as stored: its bytes, half as many as its characters. Older items hold the text. */
type Packed = Uint8Array | string

type WithHash<T extends { readonly hash: string }, Value> = Omit<T, 'hash'> & { readonly hash: Value }

/** A pending sign-up whose hashes and nonce have values of a type. */
type SignUpOf<Value> = Omit<PendingSignUp, 'consent' | 'nonce'> & {
  readonly consent: Omit<PendingSignUp['consent'], 'wording' | 'notice'> & {
    readonly wording: WithHash<PendingSignUp['consent']['wording'], Value>
    readonly notice: WithHash<PendingSignUp['consent']['notice'], Value>
  }
  readonly nonce?: Value
}

/**
 * A pending sign-up as stored. A supporter's item costs one unit up to 1 KB, a sixth of which two hashes and a nonce in
 * hexadecimal would take.
 */
export type PackedSignUp = SignUpOf<Packed>

/** Packs a pending sign-up for storage. */
export const packSignUp = (signUp: PendingSignUp): PackedSignUp => converted(signUp, packed)

export const unpackSignUp = (signUp: PackedSignUp): PendingSignUp => converted(signUp, unpacked)

function converted<From, To>(
  { consent, nonce, ...rest }: SignUpOf<From>,
  convert: (value: From) => To,
): SignUpOf<To> {
  const { wording, notice } = consent
  return {
    ...rest,
    consent: {
      ...consent,
      wording: { ...wording, hash: convert(wording.hash) },
      notice: { ...notice, hash: convert(notice.hash) },
    },
    ...(nonce !== undefined && { nonce: convert(nonce) }),
  }
}

const hash = /^[0-9a-f]{64}$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Returns the bytes of a hash or a UUID, and any other text as it is. */
const packed = (text: string): Packed =>
  hash.test(text) || uuid.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : text

function unpacked(value: Packed): string {
  if (typeof value === 'string') return value
  return value.length === 16 ? uuidOf(value) : Buffer.from(value).toString('hex')
}

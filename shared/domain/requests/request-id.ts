declare const brand: unique symbol

/** The id of a data request, short enough to say on the phone: `7K3M-9QXP`. Random, so it reveals nothing. */
export type RequestId = string & { readonly [brand]: 'RequestId' }

/** Crockford's base 32: no I, L, O or U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes an id.
 * @param bytes 5 random ones: 40 bits, far from a collision among a century's requests; the register refuses a
 * duplicate
 */
export function requestIdFrom(bytes: Uint8Array): RequestId {
  if (bytes.length !== 5) throw new RangeError('a request id must have 5 bytes')
  const bits = bytes.reduce((all, byte) => all * 256n + BigInt(byte), 0n)
  const text = Array.from({ length: 8 }, (_, i) => letters[Number((bits >> BigInt(35 - 5 * i)) & 31n)]).join(
    '',
  )
  return `${text.slice(0, 4)}-${text.slice(4)}` as RequestId
}

/** Parses an id as written down: any case, with or without the hyphen, O for 0, I and L for 1. */
export function parseRequestId(text: string): RequestId | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (plain.length !== 8 || [...plain].some((letter) => !letters.includes(letter))) return undefined
  return `${plain.slice(0, 4)}-${plain.slice(4)}` as RequestId
}

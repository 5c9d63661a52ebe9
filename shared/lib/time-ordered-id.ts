/**
 * Makes a UUID of version 7 (RFC 9562), which begins with its time.
 * @param at milliseconds since 1970
 * @param random ten random bytes
 */
export function timeOrderedId(at: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  return uuidOf(bytes)
}

/** Writes 16 bytes as a UUID (RFC 9562, section 4). */
export const uuidOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** Returns when an id was made, in milliseconds since 1970. @returns undefined if it is not of version 7 */
export function timeOfId(id: string): number | undefined {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-/.exec(id) ?? []
  return high && low ? Number.parseInt(high + low, 16) : undefined
}

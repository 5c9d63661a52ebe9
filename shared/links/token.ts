import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../domain/events.ts'
import { type SupporterId, supporterIdFromBytes } from '../domain/supporter-id.ts'
import type { LinkKeys } from './link-keys.ts'

/**
 * Signed links. A token is `<purpose><key id>.<payload>.<mac>`, payload and mac in base64url, the mac HMAC-SHA-256
 * over everything before it. The purpose keeps one kind of link from passing for another; the payload is the
 * supporter's id (32 bytes) and, to confirm, the request's cycle and the link's end (seconds), 4 bytes each.
 * At most 111 characters.
 */
export type LinkToken = ConfirmToken | UnsubscribeToken | ReceiptToken | ExportToken

export interface ConfirmToken {
  readonly purpose: 'confirm'
  readonly supporterId: SupporterId
  /** The request that it confirms. */
  readonly cycle: number
  /** Whole seconds, in milliseconds. */
  readonly expiresAt: Instant
}

/** Never expires, names the recipient and the list by itself (RFC 8058). */
export interface UnsubscribeToken {
  readonly purpose: 'unsubscribe'
  readonly supporterId: SupporterId
}

/** Never expires: a receipt is looked for when years later somebody asks. */
export interface ReceiptToken {
  readonly purpose: 'receipt'
  readonly supporterId: SupporterId
}

/** Opens the copy of everything that is held: for a short time, and for nothing else. */
export interface ExportToken {
  readonly purpose: 'export'
  readonly supporterId: SupporterId
  /** Whole seconds, in milliseconds. */
  readonly expiresAt: Instant
}

const letters = { confirm: 'c', unsubscribe: 'u', receipt: 'r', export: 'x' } as const
const idBytes = 32

export function signToken(token: LinkToken, { current, keys }: LinkKeys): string {
  const head = `${letters[token.purpose]}${current}.${payloadOf(token).toString('base64url')}`
  return `${head}.${macOf(head, keys[current] ?? '')}`
}

/** Why a text is no token of ours. `unknown-key`: perhaps signed with a key added since the keys were read. */
export type TokenProblem = 'invalid' | 'unknown-key'

/** Checks a token in constant time. An expired one is authentic: whether it still serves is a decision. */
export function verifyToken<P extends LinkToken['purpose']>(
  text: string,
  purpose: P,
  { keys }: LinkKeys,
): Extract<LinkToken, { purpose: P }> | TokenProblem {
  const [, head, letter, keyId, payload, mac] =
    /^(([curx])([a-z0-9]{1,8})\.([\w-]+))\.([\w-]{43})$/.exec(text) ?? []
  if (!head || !keyId || !payload || !mac || letter !== letters[purpose]) return 'invalid'
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined
  if (!key) return 'unknown-key'
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(head, key)))) return 'invalid'
  return tokenFrom(purpose, Buffer.from(payload, 'base64url')) as Extract<LinkToken, { purpose: P }>
}

function payloadOf(token: LinkToken): Buffer {
  const id = Buffer.from(token.supporterId, 'base64url')
  const numbers = [
    ...('cycle' in token ? [token.cycle] : []),
    ...('expiresAt' in token ? [Math.floor(token.expiresAt / 1000)] : []),
  ]
  const rest = Buffer.alloc(4 * numbers.length)
  numbers.forEach((number, i) => {
    rest.writeUInt32BE(number, 4 * i)
  })
  return Buffer.concat([id, rest])
}

function tokenFrom(purpose: LinkToken['purpose'], payload: Buffer): LinkToken {
  const supporterId = supporterIdFromBytes(payload.subarray(0, idBytes))
  if (purpose === 'export') {
    return { purpose, supporterId, expiresAt: payload.readUInt32BE(idBytes) * 1000 }
  }
  if (purpose !== 'confirm') return { purpose, supporterId }
  const cycle = payload.readUInt32BE(idBytes)
  return { purpose, supporterId, cycle, expiresAt: payload.readUInt32BE(idBytes + 4) * 1000 }
}

function macOf(head: string, key: string): string {
  return createHmac('sha256', key).update(head).digest('base64url')
}

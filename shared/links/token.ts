import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Cycle, Instant } from '../domain/events.ts'
import { type SupporterId, supporterIdFromBytes } from '../domain/supporter-id.ts'
import type { LinkKeys } from './link-keys.ts'

/**
 * Signed links. A token is `<purpose><key id>.<payload>.<mac>`: payload and mac in base64url, the mac an HMAC-SHA-256
 * over everything before it. The purpose keeps one kind of link from passing for another. The payload is the
 * supporter id (32 bytes), then, 4 bytes each and only where the purpose has them, the cycle and the expiry
 * (seconds). At most 111 characters.
 */
export type LinkToken =
  | ConfirmToken
  | UnsubscribeToken
  | ReceiptToken
  | PreferencesToken
  | MyDataToken
  | ExportToken

export interface ConfirmToken {
  readonly purpose: 'confirm'
  readonly supporterId: SupporterId
  /** The pending sign-up that it confirms. */
  readonly cycle: Cycle
  /** Milliseconds, in whole seconds. */
  readonly expiresAt: Instant
}

/** Never expires, and names the recipient and the list by itself (RFC 8058). */
export interface UnsubscribeToken {
  readonly purpose: 'unsubscribe'
  readonly supporterId: SupporterId
  /** The pending sign-up that the reader may refuse, in a mail that asked to confirm more topics. */
  readonly cycle?: Cycle
}

/** Never expires: a receipt may be needed years later. */
export interface ReceiptToken {
  readonly purpose: 'receipt'
  readonly supporterId: SupporterId
}

/**
 * Never expires: the reader of a two-year-old mail must be able to change their choice. So a person to whom a mail
 * was forwarded can see the subscriber's name, language and topics, read their receipt, and change or end their mail,
 * as the unsubscribe link beside it already allows. The link subscribes no one, never shows the whole address, and
 * does not open the data held or its correction or erasure: those take a fresh mail.
 */
export interface PreferencesToken {
  readonly purpose: 'preferences'
  readonly supporterId: SupporterId
}

/** A link to the copy of everything held and nothing else, valid for a short time. */
export interface ExportToken {
  readonly purpose: 'export'
  readonly supporterId: SupporterId
  /** Milliseconds, in whole seconds. */
  readonly expiresAt: Instant
}

/**
 * A link to see, correct and erase the data held: for the present reader of the mailbox, and so valid for a short
 * time only.
 */
export interface MyDataToken {
  readonly purpose: 'my-data'
  readonly supporterId: SupporterId
  /** Milliseconds, in whole seconds. */
  readonly expiresAt: Instant
}

const letters = {
  confirm: 'c',
  unsubscribe: 'u',
  receipt: 'r',
  preferences: 'p',
  'my-data': 'd',
  export: 'x',
} as const
const idBytes = 32
const numberBytes = 4

export function signToken(token: LinkToken, { current, keys }: LinkKeys): string {
  const head = `${letters[token.purpose]}${current}.${payloadOf(token).toString('base64url')}`
  return `${head}.${macOf(head, keys[current] ?? '')}`
}

/**
 * The reason why a text is not one of our tokens. `unknown-key`: it may be signed with a key added since the keys
 * were read.
 */
export type TokenProblem = 'invalid' | 'unknown-key'

/** Verifies a token in constant time. An expired token is authentic: a decision checks whether it is still valid. */
export function verifyToken<P extends LinkToken['purpose']>(
  text: string,
  purpose: P,
  { keys }: LinkKeys,
): Extract<LinkToken, { purpose: P }> | TokenProblem {
  const [, head, letter, keyId, payload, mac] =
    /^(([curpdx])([a-z0-9]{1,8})\.([\w-]+))\.([\w-]{43})$/.exec(text) ?? []
  if (!head || !keyId || !payload || !mac || letter !== letters[purpose]) return 'invalid'
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined
  if (!key) return 'unknown-key'
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(head, key)))) return 'invalid'
  return tokenFrom(purpose, Buffer.from(payload, 'base64url')) as Extract<LinkToken, { purpose: P }>
}

function payloadOf(token: LinkToken): Buffer {
  const numbers = [
    ...('cycle' in token && token.cycle !== undefined ? [token.cycle] : []),
    ...('expiresAt' in token ? [Math.floor(token.expiresAt / 1000)] : []),
  ]
  const rest = Buffer.alloc(numbers.length * numberBytes)
  for (const [i, number] of numbers.entries()) rest.writeUInt32BE(number, i * numberBytes)
  return Buffer.concat([Buffer.from(token.supporterId, 'base64url'), rest])
}

function tokenFrom(purpose: LinkToken['purpose'], payload: Buffer): LinkToken {
  const supporterId = supporterIdFromBytes(payload.subarray(0, idBytes))
  const number = (i: number) => payload.readUInt32BE(idBytes + i * numberBytes)
  switch (purpose) {
    case 'confirm':
      return { purpose, supporterId, cycle: number(0), expiresAt: number(1) * 1000 }
    case 'my-data':
    case 'export':
      return { purpose, supporterId, expiresAt: number(0) * 1000 }
    case 'unsubscribe':
      return { purpose, supporterId, ...(payload.length > idBytes && { cycle: number(0) }) }
    case 'receipt':
    case 'preferences':
      return { purpose, supporterId }
  }
}

function macOf(head: string, key: string): string {
  return createHmac('sha256', key).update(head).digest('base64url')
}

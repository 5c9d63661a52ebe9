import { domainToASCII, domainToUnicode } from 'node:url'
import { analyzeEmail } from '@hapi/address'

declare const brand: unique symbol

/**
 * A validated email address. An object rather than a string, so that neither a template literal nor a logger prints
 * it by accident: its text is available only from its methods.
 */
export interface EmailAddress {
  readonly [brand]: 'EmailAddress'
  /** The address as typed, trimmed and in Unicode NFC: the form that the person recognises. */
  original(): string
  /** The form that two spellings of the same mailbox share: supporter ids are made from it. */
  canonical(): string
  /** The form that a mail server expects: the local part as typed, the domain in punycode (RFC 5891). */
  mailbox(): string
}

/**
 * Parses an address: RFC 5321's limits in octets (64 for the local part, 254 in all), internationalised domains (RFC
 * 5890) and local parts (RFC 6531). No quoted local part, address literal or single-label domain.
 *
 * The canonical form has the domain in lower-case punycode, and the local part in lower case, since hardly a mailbox
 * tells case apart and many keyboards capitalise. Dots and +labels are kept: at most providers those are different
 * addresses.
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  const original = text.trim().normalize('NFC')
  if (analyzeEmail(original, { minDomainSegments: 2 })) return undefined
  const at = original.lastIndexOf('@')
  const local = original.slice(0, at)
  const domain = domainToASCII(original.slice(at + 1))
  const mailbox = `${local}@${domain}`
  if (domain === '' || hasFakeLabel(domain) || Buffer.byteLength(mailbox) > 254) return undefined
  const canonical = `${local.toLowerCase()}@${domain}`
  return new Address(original, canonical, mailbox) as unknown as EmailAddress
}

/** Checks whether SES can deliver to an address: its local part must be ASCII. */
export function isDeliverable(address: EmailAddress): boolean {
  return /^[\x21-\x7e]+$/.test(address.mailbox())
}

/** Checks whether a label only looks like an A-label: it does not decode, or not to what is encoded so (RFC 5890, section 2.3.2.1). */
function hasFakeLabel(domain: string): boolean {
  const decoded = domainToUnicode(domain)
  return /(^|\.)xn--/.test(decoded) || domainToASCII(decoded) !== domain
}

class Address {
  readonly #original: string
  readonly #canonical: string
  readonly #mailbox: string

  constructor(original: string, canonical: string, mailbox: string) {
    this.#original = original
    this.#canonical = canonical
    this.#mailbox = mailbox
  }

  original(): string {
    return this.#original
  }

  canonical(): string {
    return this.#canonical
  }

  mailbox(): string {
    return this.#mailbox
  }

  toString(): string {
    return '[e-mail address]'
  }

  toJSON(): string {
    return '[e-mail address]'
  }
}

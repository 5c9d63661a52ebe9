import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLinkKeys } from '../../../shared/links/link-keys.ts'
import { links } from '../../../shared/links/links.ts'
import {
  type ConfirmToken,
  type LinkToken,
  type ReceiptToken,
  signToken,
  type UnsubscribeToken,
  verifyToken,
} from '../../../shared/links/token.ts'
import { urls } from '../../../shared/links/urls.ts'
import { start, supporterId } from '../../support/builders.ts'

const keys = { current: 'a', keys: { a: 'first key' } }
const rotated = { current: 'b', keys: { a: 'first key', b: 'second key' } }
const unsubscribe: UnsubscribeToken = { purpose: 'unsubscribe', supporterId }
const receipt: ReceiptToken = { purpose: 'receipt', supporterId }
const cancel: UnsubscribeToken = { ...unsubscribe, cycle: 7 }
const preferences: LinkToken = { purpose: 'preferences', supporterId }
const myData: LinkToken = { purpose: 'my-data', supporterId, expiresAt: start }
const confirm: ConfirmToken = { purpose: 'confirm', supporterId, cycle: 7, expiresAt: start }

describe('a signed link', () => {
  it('contains what was signed', () => {
    expect(verifyToken(signToken(confirm, keys), 'confirm', keys)).toEqual(confirm)
    expect(verifyToken(signToken(unsubscribe, keys), 'unsubscribe', keys)).toEqual(unsubscribe)
    expect(verifyToken(signToken(receipt, keys), 'receipt', keys)).toEqual(receipt)
  })

  it.each<LinkToken>([cancel, preferences, myData])('names its supporter and purpose: %o', (token) => {
    expect(verifyToken(signToken(token, keys), token.purpose, keys)).toEqual(token)
    for (const other of ['confirm', 'unsubscribe', 'receipt', 'preferences', 'my-data'] as const) {
      const expected = other === token.purpose ? token : 'invalid'
      expect(verifyToken(signToken(token, keys), other, keys)).toEqual(expected)
    }
  })

  it('to unsubscribe from before links named a cycle still works', () => {
    const head = `ua.${supporterId}`
    const mac = createHmac('sha256', 'first key').update(head).digest('base64url')
    expect(verifyToken(`${head}.${mac}`, 'unsubscribe', keys)).toEqual(unsubscribe)
  })

  it('of one purpose is not accepted for another', () => {
    expect(verifyToken(signToken(unsubscribe, keys), 'confirm', keys)).toBe('invalid')
    expect(verifyToken(signToken(unsubscribe, keys).replace(/^u/, 'c'), 'confirm', keys)).toBe('invalid')
    expect(verifyToken(signToken(receipt, keys), 'unsubscribe', keys)).toBe('invalid')
    expect(verifyToken(signToken(receipt, keys).replace(/^r/, 'u'), 'unsubscribe', keys)).toBe('invalid')
  })

  it('survives key rotation for ever', () => {
    expect(verifyToken(signToken(unsubscribe, keys), 'unsubscribe', rotated)).toEqual(unsubscribe)
    expect(verifyToken(signToken(unsubscribe, rotated), 'unsubscribe', keys)).toBe('unknown-key')
  })

  it('is refused if any character is changed', () => {
    const token = signToken(confirm, keys)
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'aZ09-_.%é'), (at, character) => {
        fc.pre(token[at] !== character)
        const changed = token.slice(0, at) + character + token.slice(at + 1)
        expect(verifyToken(changed, 'confirm', keys)).toBeOneOf(['invalid', 'unknown-key'])
      }),
    )
  })

  it.each([
    '',
    'c',
    'ca..',
    'ca.AAAA',
    '__proto__',
    `c__proto__.AAAA.${'A'.repeat(43)}`,
    `cconstructor.AA.${'A'.repeat(43)}`,
  ])('cannot be %j', (text) => {
    expect(verifyToken(text, 'confirm', keys)).toBe('invalid')
  })

  it('fits in a URL of 200 characters on the longest allowed host', () => {
    const to = urls(`https://${'a'.repeat(72)}`)
    const longest = { current: 'abcdefgh', keys: { abcdefgh: 'k' } }
    expect(to.confirm(signToken(confirm, longest)).length).toBeLessThan(200)
    expect(to.unsubscribe(signToken(cancel, longest)).length).toBeLessThan(200)
    expect(to.preferences(signToken(preferences, longest)).length).toBeLessThan(200)
    expect(to.myData(signToken(myData, longest)).length).toBeLessThan(200)
  })
})

describe('the link keys', () => {
  it('are read once, and again if a link names a newer key, at most once a minute', async () => {
    let now = start
    let reads = 0
    let stored = keys
    const read = async () => {
      reads += 1
      return stored
    }
    const checked = links(read, () => now)
    const newer = signToken(unsubscribe, rotated)
    await checked.verify(signToken(unsubscribe, keys), 'unsubscribe')
    expect(await checked.verify(newer, 'unsubscribe')).toBeUndefined()
    expect(reads).toBe(1)
    stored = rotated
    now += 60_001
    expect(await checked.verify(newer, 'unsubscribe')).toEqual(unsubscribe)
    expect(reads).toBe(2)
  })

  it.each([
    '',
    'secret',
    '{}',
    '{"current":"b","a":"secret"}',
    '{"current":"a","a":"secret"}',
    `{"current":"2026-11","2026-11":"${'secret'.repeat(9)}"}`,
  ])('that make no sense raise an error that does not contain them: %s', (text) => {
    const message =
      /^(the link keys (are not JSON|do not name a current key)|a link key (is shorter|has an id that is not))/
    expect(() => parseLinkKeys(text)).toThrow(message)
    expect(() => parseLinkKeys(text)).not.toThrow('secret')
  })
})

import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isDeliverable, parseEmailAddress } from '../../../shared/domain/email-address.ts'
import { supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { address } from '../../support/builders.ts'

describe('an email address', () => {
  it.each([
    ['ann@example.org', 'ann@example.org', 'ann@example.org'],
    ['  Ann.O’Neil@Example.ORG '.replace('’', "'"), "ann.o'neil@example.org", "Ann.O'Neil@example.org"],
    ['ann+news@example.org', 'ann+news@example.org', 'ann+news@example.org'],
    ['ann@Bücher.example', 'ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--mgba3gch31f060k.example', 'ann@xn--mgba3gch31f060k.example', 'ann@xn--mgba3gch31f060k.example'],
    ['ann@xn--fa-hia.example', 'ann@xn--fa-hia.example', 'ann@xn--fa-hia.example'],
    [
      'Δοκιμή@παράδειγμα.δοκιμή',
      'δοκιμή@xn--hxajbheg2az3al.xn--jxalpdlp',
      'Δοκιμή@xn--hxajbheg2az3al.xn--jxalpdlp',
    ],
  ])('%s has the canonical form %s', (text, canonical, mailbox) => {
    expect(parseEmailAddress(text)?.canonical()).toBe(canonical)
    expect(parseEmailAddress(text)?.mailbox()).toBe(mailbox)
  })

  it('is the same in composed and decomposed form', () => {
    expect(address('zoé@example.org'.normalize('NFD')).canonical()).toBe(
      address('zoé@example.org').canonical(),
    )
  })

  it.each([
    '',
    'ann',
    'ann@',
    '@example.org',
    'ann@localhost',
    'a@b@example.org',
    'ann@example.org\r\nBcc: eve@example.org',
    'ann@[127.0.0.1]',
    'ann@1.2.3.4',
    '"quoted"@example.org',
    'a b@example.org',
    '<ann@example.org>',
    'ann..b@example.org',
    'ann@-example.org',
    'ann@xn--.org',
    'ann@xn--0.tld',
    'ann@xn--0.example.org',
    'ann@XN--ZZZZZZZZZZZZ.example',
    'ann@xn--example-.org',
    'ann@example.xn--0',
    `${'é'.repeat(33)}@example.org`,
    `${'a'.repeat(65)}@example.org`,
    `a@${`${'b'.repeat(63)}.`.repeat(4)}org`,
  ])('cannot be %j', (text) => {
    expect(parseEmailAddress(text)).toBeUndefined()
  })

  it('may have 64 octets before the @', () => {
    expect(parseEmailAddress(`${'é'.repeat(32)}@example.org`)).toBeDefined()
  })

  it('with a local part beyond ASCII is valid, but SES cannot deliver to it', () => {
    expect(isDeliverable(address('δοκιμή@example.org'))).toBe(false)
    expect(isDeliverable(address('ann@bücher.example'))).toBe(true)
  })

  it('does not print itself', () => {
    const ann = address('ann@example.org')
    const printed = [
      `${ann}`,
      JSON.stringify({ ann }),
      inspect(ann, { depth: 9 }),
      String(Object.values(ann)),
    ]
    for (const text of printed) expect(text).not.toContain('example.org')
  })
})

describe('a supporter id', () => {
  it('is the same for every spelling of an address, and differs with the key', () => {
    expect(supporterIdOf(address('Ann@Example.org'), 'k')).toBe(
      supporterIdOf(address('ann@example.org'), 'k'),
    )
    expect(supporterIdOf(address(), 'k')).not.toBe(supporterIdOf(address(), 'l'))
    expect(supporterIdOf(address(), 'k')).toMatch(/^[\w-]{43}$/)
  })
})

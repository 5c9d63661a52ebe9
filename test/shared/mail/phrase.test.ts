import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { phrase } from '../../../shared/mail/phrase.ts'

/** RFC 5322, section 3.2.5: atoms, quoted strings; RFC 2047, section 2: encoded words, which have 75 characters at most. */
const word = /(?:[\w!#$%&'*+/=?^`{|}~-]+|"(?:[^"\\]|\\.)*")/
const isPhrase = new RegExp(`^${word.source}(?:(?:\\r\\n)? ${word.source})*$`)

describe('a phrase', () => {
  it.each([
    ['Example Charity', 'Example Charity'],
    ['Food, Shelter & Co.', '"Food, Shelter & Co."'],
    ['Help: now', '"Help: now"'],
    ['The "Good" \\ Cause', '"The \\"Good\\" \\\\ Cause"'],
    ['', ''],
    ['  two\r\nlines ', 'two lines'],
    ['Médecins', '=?UTF-8?B?TcOpZGVjaW5z?='],
  ])('of %j is %s', (text, expected) => {
    expect(phrase(text)).toBe(expected)
  })

  it.each(['منظمة الإغاثة', '赤十字', 'Société: des, amis', '=?utf-8?q?x?=', '😀'.repeat(20)])(
    'of %s is read as it was written',
    async (text) => {
      const { from } = await simpleParser(`From: ${phrase(text)} <ann@example.org>\r\n\r\n`)
      expect(from?.value).toEqual([{ name: text, address: 'ann@example.org' }])
    },
  )

  it('is one by RFC 5322 whatever the text is, and never longer than a header has room for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const written = phrase(text)
        if (written !== '') expect(written).toMatch(isPhrase)
        expect(written.length).toBeLessThan(500)
        for (const line of written.split('\r\n'))
          if (line.includes('=?')) expect(line.length).toBeLessThan(68)
      }),
    )
  })
})

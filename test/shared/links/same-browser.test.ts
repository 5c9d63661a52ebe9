import { describe, expect, it } from 'vitest'
import { hasValidMark, type MarkedSignUp, sameBrowserCookie } from '../../../shared/links/same-browser.ts'
import { hours, start, supporterId } from '../../support/builders.ts'

const key = 'a key of the test'
const marked: MarkedSignUp = { supporterId, nonce: 'form-2' }
const life = { now: start, expiresAt: start + hours(72) }
const salt = 'a'.repeat(22)
const mark = (of = marked, salted = salt) => sameBrowserCookie(key, of, salted, life)
const sent = (setCookie: string) => setCookie.split(';', 1)

describe('the cookie of the browser that signed up', () => {
  it('is recognised until the link expires', () => {
    expect(hasValidMark(key, marked, start, sent(mark()))).toBe(true)
    expect(hasValidMark(key, marked, life.expiresAt - 1, ['other=1', ...sent(mark())])).toBe(true)
    expect(hasValidMark(key, marked, life.expiresAt, sent(mark()))).toBe(false)
  })

  it.each<[string, MarkedSignUp | string, string[]]>([
    ['another form', { ...marked, nonce: 'form-3' }, sent(mark())],
    ['another key', 'another key', sent(mark())],
    ['another expiry', marked, sent(mark().replace(/=\d/, '=9'))],
    ['another salt', marked, sent(mark().replace('.a', '.b'))],
    ['no cookie', marked, []],
    ['an empty cookie', marked, ['__Host-sign-up=']],
  ])('is not recognised for %s', (_, expected, cookies) => {
    const [by, of] = typeof expected === 'string' ? [expected, marked] : [key, expected]
    expect(hasValidMark(by, of, start, cookies)).toBe(false)
  })

  it('has a fixed length and differs each time, so that nothing can be read from it', () => {
    const marks = [mark(), mark({ ...marked, nonce: 'form-0' }), mark(marked, 'b'.repeat(22))]
    expect(new Set(marks.map(({ length }) => length)).size).toBe(1)
    expect(new Set(marks).size).toBe(3)
  })

  it('keeps the marks of the latest forms', () => {
    const forms = ['form-1', 'form-2', 'form-3', 'form-4'].map((nonce) => ({ ...marked, nonce }))
    let cookies: string[] = ['other=1', '__Host-sign-up=nonsense']
    for (const form of forms) cookies = sent(sameBrowserCookie(key, form, salt, life, cookies))
    expect(forms.map((form) => hasValidMark(key, form, start, cookies))).toEqual([false, true, true, true])
  })

  it('is limited to our own pages over TLS, hidden from scripts, and sent when a mail’s link is opened', () => {
    for (const rule of ['__Host-', 'Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=259200'])
      expect(mark()).toContain(rule)
  })
})

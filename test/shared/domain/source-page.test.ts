import { describe, expect, it } from 'vitest'
import { parseSourcePage } from '../../../shared/domain/source-page.ts'

describe('a source page', () => {
  it.each([
    [
      'https://www.example.org/mali?utm_source=x&email=ann%40example.org#top',
      'https://www.example.org/mali?utm_source=x',
    ],
    ['https://user:secret@www.example.org:8443/a/b/', 'https://www.example.org:8443/a/b/'],
    ['http://127.0.0.1:8028/', 'http://127.0.0.1:8028/'],
  ])('%s is kept as %s', (text, url) => {
    expect(parseSourcePage(text)?.url).toBe(url)
  })

  it.each([
    ['https://www.example.org/where-we-work/mali', 'www.example.org'],
    ['https://www.example.org/John-Smith-of-5-High-Street-has-cancer', 'www.example.org'],
    ['https://www.example.org:8443/u/ann@example.org?utm_source=John-Smith', 'www.example.org:8443'],
  ])('%s is recorded in the ledger as %s', (text, place) => {
    expect(parseSourcePage(text)?.place).toBe(place)
  })

  it.each([
    '',
    'mali',
    'javascript:alert(1)',
    'ftp://example.org/',
    `https://example.org/${'a'.repeat(600)}`,
  ])('cannot be %j', (text) => {
    expect(parseSourcePage(text)).toBeUndefined()
  })
})

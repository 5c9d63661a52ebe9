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
    ['https://www.example.org/where-we-work/mali', 'www.example.org/where-we-work/mali'],
    ['https://www.example.org/2026/11/22/news', 'www.example.org/2026/11/22/news'],
    ['https://www.example.org/u/ann@example.org', 'www.example.org'],
    ['https://www.example.org/u/ann%40example.org', 'www.example.org'],
    ['https://www.example.org/donor/8841920', 'www.example.org'],
    ['https://www.example.org/s/5f2c9a7be1d04c7c8a1b', 'www.example.org'],
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

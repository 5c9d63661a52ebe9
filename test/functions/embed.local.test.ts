import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { locales } from '../../shared/settings/locale.ts'
import { startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

describe('GET /embed.js', () => {
  const script = (headers: Record<string, string> = {}) => fetch(`${stack.urls.api}/embed.js`, { headers })

  it('is a few kilobytes, knows its host, and may run on any page', async () => {
    const reply = await script({ origin: 'https://stranger.example' })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(reply.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const body = await reply.text()
    expect(body).toContain(stack.urls.api)
    expect(body.length).toBeLessThan(8_000)
    expect(body).not.toMatch(/\beval\b|innerHTML|new Function|setAttribute\("style"/)
  })

  it('is cached for an hour, and then revalidated by its ETag', async () => {
    const first = await script()
    expect(first.headers.get('cache-control')).toContain('public, max-age=3600')
    const etag = first.headers.get('etag') ?? ''
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await script({ 'if-none-match': tags })
      expect([again.status, await again.text()]).toEqual([304, ''])
    }
    expect((await script({ 'if-none-match': '"other"' })).status).toBe(200)
  })
})

describe('GET /forms/{form} as JSON', () => {
  const describe = (form: string, query = '', headers: Record<string, string> = {}) =>
    fetch(`${stack.urls.api}/forms/${form}${query}`, { headers: { accept: 'application/json', ...headers } })

  it.each(locales)('has everything to draw the form, in %s, and no other settings', async (locale) => {
    const reply = await describe('newsletter', `?locale=${locale}`)
    expect(Object.keys((await reply.json()) as object).sort()).toEqual([
      'box',
      'direction',
      'fields',
      'form',
      'introduction',
      'labels',
      'locale',
      'privacyNotice',
      'privacyPolicyUrl',
      'thanks',
      'title',
      'topics',
      'unavailable',
      'wording',
    ])
  })

  it('offers no choice if there is a single topic', async () => {
    expect(await (await describe('events')).json()).toMatchObject({ topics: [], box: 'consent' })
  })

  it('may be read by scripts of the websites that forms list, and is cached separately for each', async () => {
    const ours = await describe('newsletter', '', { origin: stack.urls.site })
    expect(ours.headers.get('access-control-allow-origin')).toBe(stack.urls.site)
    expect(ours.headers.get('vary')).toBe('accept, accept-language, origin')
    const theirs = await describe('newsletter', '', { origin: 'https://stranger.example' })
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is a problem if there is no such form', async () => {
    const reply = await describe('nope')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../infra/local/local-stack.ts'
import { bringEveryMail, settingsForEveryMail } from './support/every-mail.ts'
import { type Page, pagePaths, pagesOf } from './support/routes.ts'
import { browserAccept, startStack } from './support/stack.ts'

let stack: LocalStack
let pages: Page[]
beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsForEveryMail() })
  await bringEveryMail(stack)
  pages = pagesOf(stack)
  // Every page behind a personal link has that link in a mail.
  expect(pages.map(({ route }) => route)).toEqual(pagePaths)
})
afterAll(() => stack.stop())

interface Asking {
  readonly accept?: string
  readonly method?: string
}

async function ask(path: string, { accept = browserAccept, method = 'GET' }: Asking = {}): Promise<Response> {
  const reply = await fetch(stack.urls.api + path, { method, headers: { accept }, redirect: 'manual' })
  expect([path, reply.status]).toEqual([path, 200])
  return reply
}

const isHtml = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/html') ?? false

describe('every route of the template', () => {
  it('describes itself the same way to GET and HEAD', async () => {
    for (const { path } of pages) {
      const [got, head] = [await ask(path), await ask(path, { method: 'HEAD' })]
      const named = ({ headers }: Response) =>
        [...headers].filter(
          ([name]) =>
            !['date', 'apigw-requestid', 'content-length', 'connection', 'keep-alive'].includes(name),
        )
      expect(named(head)).toEqual(named(got))
      expect(await head.text()).toBe('')
    }
  })

  it('forbids referrers, content sniffing and indexing, and sets no cookie', async () => {
    for (const { path } of pages)
      for (const accept of [browserAccept, 'application/json']) {
        const { headers } = await ask(path, { accept })
        expect(Object.fromEntries(headers), path).toMatchObject({
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'x-robots-tag': 'noindex',
          'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
        })
        expect(headers.get('set-cookie'), path).toBeNull()
      }
  })

  it('opens in no other website’s window, is not readable by one, and asks for no device feature', async () => {
    for (const { path, route } of pages) {
      const { headers } = await ask(path)
      const foreign = route === '/embed.js'
      expect(Object.fromEntries(headers), path).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': foreign ? 'cross-origin' : 'same-origin',
        'permissions-policy': expect.stringMatching(/\bcamera=\(\).*\bgeolocation=\(\).*\bmicrophone=\(\)/),
      })
    }
  })

  it('that is personal is stored by no browser or proxy, as a page, as data or as an error', async () => {
    const personal = pages.filter((page) => page.personal)
    expect(personal.map(({ route }) => route)).toContain('/unsubscribe/{token}')
    for (const { path } of personal) {
      for (const accept of [browserAccept, 'application/json'])
        expect([path, (await ask(path, { accept })).headers.get('cache-control')]).toEqual([path, 'no-store'])
      const broken = await fetch(`${stack.urls.api}${path.slice(0, -2)}`, {
        headers: { accept: browserAccept },
      })
      expect([path, broken.status, broken.headers.get('cache-control')]).toEqual([path, 404, 'no-store'])
    }
  })

  it('that is a page runs no script, loads only its own resources, and asks robots not to index it', async () => {
    const found: string[] = []
    for (const { path, route, personal } of pages) {
      const reply = await ask(path)
      if (!isHtml(reply)) continue
      found.push(route)
      const policy = policyOf(reply)
      expect(policy).toMatchObject({ 'default-src': "'none'", 'base-uri': "'none'" })
      for (const [directive, sources] of Object.entries(policy)) {
        expect(sources, `${directive} of ${path}`).not.toMatch(/unsafe|\*|(^| )(https?|data|blob):( |$)/)
        if (!['form-action', 'frame-ancestors'].includes(directive))
          expect(sources, `${directive} of ${path}`).toMatch(/^'(none|self|sha256-[\w+/]{43}=)'$/)
      }
      if (personal) expect(policy['frame-ancestors'], path).toBe("'none'")
      expect(await reply.text(), path).toContain('<meta name="robots" content="noindex">')
    }
    expect(found).toContain('/forms/{form}/thanks')
  })
})

function policyOf({ headers }: Response): Record<string, string> {
  const directives = headers.get('content-security-policy')?.split('; ') ?? []
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')]
    }),
  )
}

import { describe, expect, it } from 'vitest'
import { Health } from '../../../shared/web/contract.ts'
import { cacheable, json, type Reply } from '../../../shared/web/reply.ts'
import type { HttpRequest } from '../../../shared/web/request.ts'
import { respond } from '../../../shared/web/respond.ts'

const page: Reply = { statusCode: 200, headers: { 'content-type': 'text/html' }, body: 'page' }
const data = json(200, Health, { status: 'ok' })

function answered(accept: string | undefined, otherwise?: 'page' | 'json') {
  const made: string[] = []
  const request = { headers: { accept } } as unknown as HttpRequest
  const reply = respond(request, {
    page: () => {
      made.push('page')
      return page
    },
    json: async () => {
      made.push('json')
      return data
    },
    ...(otherwise && { otherwise }),
  })
  return reply.then(({ headers }) => ({ made, vary: headers.vary }))
}

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

describe('respond', () => {
  it.each([
    ['a browser', browser, 'json', 'page'],
    ['a script', 'application/json', 'page', 'json'],
    ['a script that prefers JSON to pages', 'application/json, text/html;q=0.5', 'page', 'json'],
    ['a caller that accepts neither', 'image/png', 'page', 'json'],
    ['a caller that accepts anything', '*/*', 'page', 'page'],
    ['a caller that accepts anything', '*/*', 'json', 'json'],
    ['a caller without Accept', undefined, 'page', 'page'],
    ['a caller without Accept', undefined, 'json', 'json'],
  ] as const)(
    'gives %s (%s; else %s) the %s, builds no other, and varies by Accept',
    async (_, accept, otherwise, expected) => {
      expect(await answered(accept, otherwise)).toEqual({ made: [expected], vary: 'accept' })
    },
  )

  it('gives a page to a caller without Accept, unless told otherwise', async () => {
    expect(await answered(undefined)).toMatchObject({ made: ['page'] })
  })

  it('keeps the reply’s own Vary fields', async () => {
    const request = { headers: {} } as unknown as HttpRequest
    const vary = async (reply: Reply) =>
      (await respond(request, { page: () => reply, json: () => data })).headers.vary
    expect(await vary(cacheable(page))).toBe('accept, accept-language, origin')
    expect(await vary({ ...page, headers: { vary: 'origin' } })).toBe('accept, origin')
  })
})

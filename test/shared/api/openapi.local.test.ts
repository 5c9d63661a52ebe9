import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../../infra/local/local-stack.ts'
import { browserAccept, type Person, personAt, startStack } from '../../support/stack.ts'

interface Response {
  readonly content?: Record<string, { schema?: object }>
}
interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, Response> }>>
}

let stack: LocalStack
let document: Document
const ajv = new Ajv2020({ strict: false, validateFormats: false })

beforeAll(async () => {
  stack = await startStack()
  document = (await (await fetch(`${stack.urls.api}/openapi.json`)).json()) as Document
  ajv.addSchema({ $id: 'openapi', ...document })
})
afterAll(() => stack.stop())

const json = { 'content-type': 'application/json' }
const enquiry = { ...json, 'x-reason': 'enquiry' }
const post = (headers: Record<string, string>, body?: string | URLSearchParams): RequestInit => ({
  method: 'POST',
  headers,
  ...(body !== undefined && { body }),
})

const signUp = (fields: object) => JSON.stringify({ form: 'newsletter', consent: true, ...fields })

type Call = [name: string, path: string, url: string | ((ann: Person) => Promise<string>), init?: RequestInit]

async function receiptLink(ann: Person): Promise<string> {
  await ann.confirm()
  return ann.link('receipt')
}

const calls: Call[] = [
  ['a sign-up', '/signups', '/signups', post(json, signUp({ email: 'a@example.org' }))],
  ['a malformed sign-up', '/signups', '/signups', post(json, '{')],
  ['a sign-up with wrong fields', '/signups', '/signups', post(json, signUp({ email: 'a' }))],
  ['a sign-up in plain text', '/signups', '/signups', post({ 'content-type': 'text/plain' }, 'x')],
  ['a sign-up that is too large', '/signups', '/signups', post(json, signUp({ x: 'x'.repeat(20_000) }))],
  [
    'a sign-up from another website',
    '/signups',
    '/signups',
    post({ ...json, origin: 'https://x.example' }, signUp({ email: 'a@example.org' })),
  ],
  [
    'a sign-up by form',
    '/signups',
    '/signups',
    post(
      { accept: browserAccept },
      new URLSearchParams({ form: 'newsletter', email: 'a@example.org', consent: 'on' }),
    ),
  ],
  ['a form', '/forms/{form}', '/forms/newsletter'],
  ['a form’s description', '/forms/{form}', '/forms/newsletter', { headers: { accept: 'application/json' } }],
  ['no form', '/forms/{form}', '/forms/nope'],
  ['the thanks', '/forms/{form}/thanks', '/forms/newsletter/thanks'],
  [
    'a pending sign-up',
    '/confirm/{token}',
    (ann) => ann.link('confirm'),
    { headers: { accept: 'application/json' } },
  ],
  ['a confirmation page', '/confirm/{token}', (ann) => ann.link('confirm')],
  [
    'a new link',
    '/confirm/{token}',
    (ann) => ann.link('confirm'),
    post({ accept: 'application/json' }, new URLSearchParams({ action: 'resend' })),
  ],
  ['a confirmation', '/confirm/{token}', (ann) => ann.link('confirm'), post({ accept: 'application/json' })],
  [
    'an invalid confirmation link',
    '/confirm/{token}',
    '/confirm/nope',
    { headers: { accept: 'application/json' } },
  ],
  [
    'a subscription',
    '/unsubscribe/{token}',
    (ann) => ann.link('unsubscribe'),
    { headers: { accept: 'application/json' } },
  ],
  ['an unsubscribe page', '/unsubscribe/{token}', (ann) => ann.link('unsubscribe')],
  [
    'one click',
    '/unsubscribe/{token}',
    (ann) => ann.link('unsubscribe'),
    post({}, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })),
  ],
  [
    'an invalid unsubscribe link',
    '/unsubscribe/{token}',
    '/unsubscribe/nope',
    post({ accept: 'application/json' }),
  ],
  ['a receipt page', '/receipt/{token}', receiptLink],
  ['a receipt', '/receipt/{token}', async (ann) => `${await receiptLink(ann)}?format=json`],
  ['a consent record', '/receipt/{token}', async (ann) => `${await receiptLink(ann)}?format=jsonld`],
  [
    'an invalid receipt link',
    '/receipt/{token}',
    '/receipt/nope',
    { headers: { accept: 'application/json' } },
  ],
  ['the health', '/health', '/health'],
  ['the document itself', '/openapi.json', '/openapi.json'],
  [
    'a look-up without a token',
    '/privacy/lookup',
    '/privacy/lookup',
    post(json, '{"email":"a@example.org"}'),
  ],
]

/** Checks an answer against the document: it must list the status and content type, and the body must match. */
async function expectDescribed(path: string, method: string, reply: globalThis.Response): Promise<void> {
  const described = document.paths[path]?.[method]?.responses[reply.status]
  expect(described, `${method} ${path} answers ${reply.status}`).toBeDefined()
  const type = reply.headers.get('content-type')?.split(';')[0] ?? ''
  if (!described?.content) return
  expect(Object.keys(described.content)).toContain(type)
  const { schema } = described.content[type] ?? {}
  if (!schema) return
  const pointer = ['paths', path, method, 'responses', String(reply.status), 'content', type, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const valid = ajv.validate(`openapi#/${pointer}`, await reply.json())
  expect(ajv.errorsText(ajv.errors), path).toBe('No errors')
  expect(valid).toBe(true)
}

describe('the OpenAPI document', () => {
  it('names every route of the template, and no others', () => {
    const routes = stack.deployment
      .ofType('AWS::ApiGatewayV2::Route')
      .map(({ properties }) => String(properties.RouteKey))
      .filter((key) => !key.startsWith('HEAD ') && key !== '$default')
    const named = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).flatMap((method) =>
        method === 'parameters' ? [] : `${method.toUpperCase()} ${path}`,
      ),
    )
    expect(named.toSorted()).toEqual(routes.toSorted())
  })

  it.each(calls)('describes the answer to %s', async (_, path, url, init = {}) => {
    const ann = personAt(stack)
    if (typeof url === 'function') await ann.signUp()
    const reply = await ann.request(typeof url === 'string' ? url : await url(ann), init)
    await expectDescribed(path, (init.method ?? 'GET').toLowerCase(), reply)
  })

  it.each<[string, string, RequestInit?, string?]>([
    ['/privacy/lookup', 'privacy-officer', post(enquiry, '{"email":"nobody@example.org"}')],
    ['/privacy/lookup', 'privacy-officer', post(json, '{"email":"nobody@example.org"}')],
    ['/privacy/lookup', 'privacy-officer', post(enquiry, '{"email":"no address"}')],
    ['/privacy/lookup', 'communications', post(json, '{"email":"a@example.org"}')],
    ['/privacy/requests', 'privacy-officer', post(json, '{"type":"access","channel":"post","name":"Ann"}')],
    ['/privacy/requests', 'privacy-officer', post(json, '{}')],
    ['/privacy/requests', 'auditor'],
    ['/privacy/requests/{id}', 'auditor', {}, '/privacy/requests/0000-0000'],
    ['/privacy/audit', 'auditor'],
    [
      '/privacy/suppressions',
      'privacy-officer',
      post({ 'content-type': 'text/csv' }, 'email\nb@example.org\n'),
    ],
    ['/privacy/suppressions', 'privacy-officer', post(json, '{}')],
    ['/privacy/may-mail', 'communications', post(json, '{"people":[{"email":"b@example.org"}]}')],
    ['/privacy/mailing-list', 'communications'],
    ['/privacy/mailing-list', 'communications', { headers: { accept: 'text/csv' } }],
    ['/privacy/statistics', 'communications'],
  ])('describes what %s answers to the role %s', async (path, role, init = {}, url = path) => {
    const headers = { ...init.headers, authorization: `Bearer ${await stack.token(role)}` }
    const reply = await fetch(stack.urls.api + url, { ...init, headers })
    await expectDescribed(path, (init.method ?? 'GET').toLowerCase(), reply)
  })

  it('describes a subscriber’s record and the history of a data request', async () => {
    const ann = personAt(stack)
    await ann.signUp({ name: 'Ann' })
    await ann.confirm()
    const headers = { ...enquiry, authorization: `Bearer ${await stack.token('privacy-officer')}` }
    const held = await ann.request('/privacy/lookup', post(headers, JSON.stringify({ email: ann.email })))
    await expectDescribed('/privacy/lookup', 'post', held)
    const intake = { type: 'access', channel: 'email', email: ann.email, note: 'By email' }
    const filed = await ann.request('/privacy/requests', post(headers, JSON.stringify(intake)))
    const { id } = (await filed.clone().json()) as { id: string }
    await expectDescribed('/privacy/requests', 'post', filed)
    for (const action of ['ask-identity', 'ask-identity', 'dance']) {
      const reply = await ann.request(
        `/privacy/requests/${id}/actions`,
        post(headers, JSON.stringify({ action })),
      )
      await expectDescribed('/privacy/requests/{id}/actions', 'post', reply)
    }
    const found = await ann.request(`/privacy/requests/${id}`, { headers })
    await expectDescribed('/privacy/requests/{id}', 'get', found)
  })
})

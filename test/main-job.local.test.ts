import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../infra/local/local-stack.ts'
import { shownWording } from '../shared/domain/wording.ts'
import { messagesIn } from '../shared/messages/index.ts'
import { settings } from './support/builders.ts'
import { actsIn, browserAccept, personAt, startStack } from './support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

describe('the main job', () => {
  it('signs up, asks for confirmation, welcomes, shows the record, and unsubscribes', async () => {
    const ann = personAt(stack)
    const page = `${stack.urls.site}/mali?utm_source=home&who=ann`
    expect((await ann.signUp({ name: 'Ann', topics: ['stories'], page })).status).toBe(202)

    const [confirmation] = await ann.mails()
    expect(confirmation?.subject).toContain('Please confirm')
    expect(`${confirmation?.text}${confirmation?.html}`).not.toContain('Ann')

    const confirmed = await ann.confirm()
    expect([confirmed.status, await confirmed.json()]).toEqual([200, { status: 'confirmed' }])
    const [, welcome] = await ann.mails()
    expect(welcome?.text).toContain('Welcome, Ann')
    expect(welcome?.headers).toMatchObject({
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': 'newsletter:welcome:subscription:imcukmail',
    })

    const wording = shownWording(settings, 'newsletter', 'en')
    const recorded = {
      consent: {
        form: 'newsletter',
        channel: 'web',
        lawfulBasis: 'consent',
        topics: ['stories'],
        wording: { id: 'email-updates', version: 1, hash: wording.hash },
        locale: 'en',
        place: new URL(stack.urls.site).host,
      },
      actor: 'supporter',
      schema: 1,
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      commitment: expect.stringMatching(/^[\w-]{43}$/),
    }
    const record = await ann.record()
    expect(record).toMatchObject({
      status: 'subscribed',
      name: 'Ann',
      email: ann.email,
      topics: ['stories'],
      evidence: [
        { sequence: 1, page: `${stack.urls.site}/mali?utm_source=home`, userAgent: 'node' },
        { sequence: expect.any(Number) },
      ],
    })
    expect(actsIn(record)).toMatchObject([
      { sequence: 1, type: 'sign-up-requested', ...recorded },
      { type: 'confirmed', ...recorded },
    ])

    const unsubscribed = await ann.request(await ann.link('unsubscribe'), { method: 'POST' })
    expect([unsubscribed.status, await unsubscribed.text()]).toEqual([
      200,
      expect.stringContaining(en.unsubscribe.done.title),
    ])
    const { status, events } = await ann.record()
    expect(status).toBe('unsubscribed')
    expect(events.at(-1)).toMatchObject({ type: 'withdrawn', method: 'link' })
  })

  it('keeps personal data out of the ledger, the keys and the logs', async () => {
    const ann = personAt(stack)
    await ann.signUp({ name: 'Rosalind', page: 'https://www.example.org/u/rosalind@example.org' })
    await ann.confirm()
    const { events, supporterId } = await ann.record()
    const written = JSON.stringify([events, supporterId, stack.logs])
    const token = (await ann.link('confirm')).split('/').at(-1) ?? ''
    expect(events).not.toContainEqual(expect.objectContaining({ place: expect.anything() }))
    for (const secret of [ann.email, 'Rosalind', 'rosalind', '203.0.', token])
      expect(written).not.toContain(secret)
  })

  it('lets no stranger write of a person into the ledger by the address of a page', async () => {
    const ann = personAt(stack)
    await ann.signUp({ page: `${stack.urls.site}/John-Smith-of-5-High-Street-is-ill?utm_source=John-Smith` })
    const { events, evidence } = await ann.record()
    expect(JSON.stringify(events)).not.toMatch(/John|Smith|Street/)
    expect(JSON.stringify(evidence)).toContain('John-Smith')
  })
})

describe('a link', () => {
  it('opened with HEAD or GET any number of times changes nothing', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const links = [await ann.link('confirm'), await ann.link('unsubscribe')]
    const before = (await ann.record()).events.length
    for (const link of links) {
      for (const method of ['HEAD', 'GET']) {
        for (const accept of [browserAccept, 'application/json', '*/*']) {
          const reply = await ann.request(link, { method, headers: { accept } })
          expect(reply.status).toBe(200)
          if (method === 'HEAD') expect(await reply.text()).toBe('')
        }
      }
    }
    expect((await ann.record()).events).toHaveLength(before)
  })

  it('pressed twice is no error', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    for (const link of [await ann.link('confirm'), await ann.link('unsubscribe')]) {
      for (const _ of [1, 2]) expect((await ann.request(link, { method: 'POST' })).status).toBe(200)
    }
    expect(actsIn(await ann.record()).map(({ type }) => type)).toEqual([
      'sign-up-requested',
      'confirmed',
      'withdrawn',
    ])
  })

  it.each(['confirm', 'unsubscribe'] as const)('to %s that was tampered with is a 404', async (kind) => {
    const ann = personAt(stack)
    await ann.signUp()
    const link = await ann.link(kind)
    const tampered = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
    for (const method of ['GET', 'POST']) {
      const page = await ann.request(tampered, { method, headers: { accept: browserAccept } })
      expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      expect(await page.text()).toContain('This link is not complete')
      const json = await ann.request(tampered, { method, headers: { accept: 'application/json' } })
      expect([json.status, json.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    }
    expect(actsIn(await ann.record())).toHaveLength(1)
  })

  it('of an old mail still unsubscribes after a new sign-up', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.confirm()
    const old = await ann.link('unsubscribe')
    await ann.request(old, { method: 'POST' })
    await ann.signUp()
    await ann.confirm()
    expect((await ann.record()).status).toBe('subscribed')
    await ann.request(old, { method: 'POST' })
    expect((await ann.record()).status).toBe('unsubscribed')
  })
})

describe('one-click unsubscribing (RFC 8058)', () => {
  const multipart = () => {
    const body = new FormData()
    body.set('List-Unsubscribe', 'One-Click')
    return body
  }
  it.each([
    ['urlencoded', () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['multipart', multipart],
  ])('as %s works at once, without redirect or cookie, and once', async (_, body) => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.confirm()
    const [, welcome] = await ann.mails()
    const link = /^<(https?:[^>]+)>$/.exec(String(welcome?.headers['List-Unsubscribe']))?.[1] ?? ''
    for (const attempt of [1, 2]) {
      const reply = await ann.request(link, { method: 'POST', body: body() })
      expect([attempt, reply.status, await reply.json()]).toEqual([attempt, 200, { status: 'unsubscribed' }])
      expect(reply.headers.get('set-cookie')).toBeNull()
    }
    const withdrawals = (await ann.record()).events.filter(({ type }) => type === 'withdrawn')
    expect(withdrawals).toMatchObject([{ method: 'one-click' }])
  })

  it.each([
    ['an empty body', undefined],
    ['nonsense', 'nonsense'],
    ['a broken multipart body', '--x\r\n'],
  ])('with %s still works', async (what, body) => {
    const ann = personAt(stack)
    await ann.signUp()
    const type = what.includes('multipart') ? 'multipart/form-data; boundary=y' : 'text/plain'
    const init = { method: 'POST', headers: { 'content-type': type }, ...(body !== undefined && { body }) }
    expect((await ann.request(await ann.link('unsubscribe'), init)).status).toBe(200)
    expect((await ann.record()).status).toBe('unsubscribed')
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { dayOf, pauseEnd } from '../../shared/domain/pause.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { settingsWith } from '../support/settings-file.ts'
import { actsIn, browserAccept, type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0, mailsPerDay: 20 } }),
  })
})
afterAll(() => stack.stop())

async function subscriber(topics = ['stories', 'events']): Promise<Person> {
  const ann = personAt(stack)
  await ann.signUp({ topics })
  await ann.confirm()
  return ann
}

type Fields = readonly (readonly [string, string])[]

async function press(ann: Person, fields: Fields = [], accept = browserAccept) {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]))
  const reply = await ann.request(await ann.link('unsubscribe'), {
    method: 'POST',
    headers: { accept },
    body,
  })
  return { status: reply.status, text: await reply.text() }
}

/** The fields that the page after unsubscribing sends to undo it. */
async function undoOf(ann: Person, ...more: Fields): Promise<Fields> {
  const withdrawn = (await ann.record()).events.findLast(({ type }) => type === 'withdrawn')
  return [['action', 'undo-withdrawal'], ['undoes', String(withdrawn?.sequence)], ...more]
}

describe('the page after unsubscribing', () => {
  it('offers what was not offered before: to undo, keep some topics, pause or give a reason', async () => {
    const ann = await subscriber()
    const offers = [en.unsubscribe.back, en.unsubscribe.fewer.press, 'Pause until', 'Too many emails']
    const before = await (await ann.request(await ann.link('unsubscribe'))).text()
    const after = (await press(ann)).text
    for (const offer of offers) {
      expect(before).not.toContain(offer)
      expect(after).toContain(offer)
    }
    // It still offers them when opened again.
    expect(await (await ann.request(await ann.link('unsubscribe'))).text()).toContain(en.unsubscribe.back)
  })

  it('restores all topics, or those ticked, or all after a pause', async () => {
    const until = dayOf(pauseEnd(Date.now(), 'P1M'))
    const cases: [Fields, string[], object][] = [
      [
        [
          ['topics', 'stories'],
          ['topics', 'events'],
        ],
        ['stories', 'events'],
        {},
      ],
      [[['topics', 'events']], ['events'], {}],
      [
        [
          ['topics', 'stories'],
          ['topics', 'events'],
          ['pause', 'P1M'],
        ],
        ['stories', 'events'],
        { pausedUntil: `${until}T00:00:00.000Z` },
      ],
    ]
    for (const [fields, topics, more] of cases) {
      const ann = await subscriber()
      await press(ann)
      const { status, text } = await press(ann, await undoOf(ann, ...fields))
      expect([status, text]).toEqual([200, expect.stringContaining(en.unsubscribe.returned.title)])
      const record = await ann.record()
      expect(record).toMatchObject({ status: 'subscribed', topics })
      expect(actsIn(record).at(-1)).toMatchObject({
        type: 'withdrawal-undone',
        undoes: expect.any(Number),
        ...more,
      })
    }
  })

  it('restores only what was unsubscribed from, and only once', async () => {
    const ann = await subscriber(['stories'])
    await press(ann)
    expect((await press(ann, await undoOf(ann, ['topics', 'emergencies']))).text).toContain(
      en.unsubscribe.tooLate.title,
    )
    expect((await press(ann, await undoOf(ann))).text).toContain(en.unsubscribe.done.title)
    await press(ann, await undoOf(ann, ['topics', 'stories']))
    await press(ann, await undoOf(ann, ['topics', 'stories']))
    expect(actsIn(await ann.record())).toHaveLength(4)
    expect(
      (
        await press(ann, [
          ['action', 'explain'],
          ['reason', 'nope'],
        ])
      ).text,
    ).toContain(en.unsubscribe.returned.title)
  })

  it('records one reason, and thanks for it', async () => {
    const ann = await subscriber()
    await press(ann)
    const reasons = ['too-many', 'never-asked'].map((reason) =>
      press(ann, [
        ['action', 'explain'],
        ['reason', reason],
      ]),
    )
    for (const { text } of await Promise.all(reasons)) {
      expect(text).toContain('Thank you for telling us')
      expect(text).not.toContain('Too many emails')
    }
    const explained = actsIn(await ann.record()).filter(({ type }) => type === 'withdrawal-explained')
    expect(explained).toHaveLength(1)
  })

  it('also answers in JSON', async () => {
    const ann = await subscriber()
    const json = async (fields: Fields) => JSON.parse((await press(ann, fields, 'application/json')).text)
    expect(await json([])).toEqual({ status: 'unsubscribed' })
    expect(
      await json([
        ['action', 'explain'],
        ['reason', 'too-many'],
      ]),
    ).toEqual({ status: 'unsubscribed' })
    expect(await json(await undoOf(ann, ['topics', 'events']))).toEqual({ status: 'subscribed' })
    expect(await json(await undoOf(ann, ['topics', 'events']))).toEqual({ status: 'subscribed' })
  })

  it('of a person who had never confirmed only offers to sign up again', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const { text } = await press(ann)
    expect(text).toContain('Sign up again')
    expect(text).not.toContain(en.unsubscribe.back)
  })
})

describe('the unsubscribe link in a mail about more topics', () => {
  async function askedForMore() {
    const ann = await subscriber(['stories'])
    // Confirmation mails overtake others, so the welcome has to arrive first.
    await ann.mails()
    await ann.signUp({ topics: ['events'] })
    return ann
  }

  it('declines those, keeps what was held, and offers to unsubscribe from everything', async () => {
    const ann = await askedForMore()
    const page = await (await ann.request(await ann.link('unsubscribe'))).text()
    expect(page).toContain(en.unsubscribe.cancel.title)
    expect(page).toContain(en.unsubscribe.everything.press)
    const { text } = await press(ann)
    expect(text).toContain(en.unsubscribe.cancelled.title)
    expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['stories'] })
    expect((await ann.confirm()).status).toBe(410)
    expect(await ann.record()).toMatchObject({ topics: ['stories'] })
    expect((await press(ann, [['action', 'leave']])).text).toContain(en.unsubscribe.done.title)
  })

  it('unsubscribes from everything in a mail program’s one click, which shows no page to offer it', async () => {
    const ann = await askedForMore()
    const mail = (await ann.mails()).at(-1)
    const link = /^<(https?:[^>]+)>$/.exec(String(mail?.headers['List-Unsubscribe']))?.[1] ?? ''
    expect(link.length).toBeLessThan(200)
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    const reply = await ann.request(link, { method: 'POST', body })
    expect([reply.status, await reply.json()]).toEqual([200, { status: 'unsubscribed' }])
    expect((await ann.record()).status).toBe('unsubscribed')
  })

  it('unsubscribes from everything once the sign-up was confirmed', async () => {
    const ann = await askedForMore()
    const link = await ann.link('unsubscribe')
    await ann.confirm()
    expect(await (await ann.request(link)).text()).toContain('Unsubscribe from our emails?')
    await ann.request(link, { method: 'POST' })
    expect((await ann.record()).status).toBe('unsubscribed')
  })
})

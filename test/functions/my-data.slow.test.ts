import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { SupporterId } from '../../shared/domain/supporter-id.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { settingsWith } from '../support/settings-file.ts'
import { signedLink } from '../support/signed-link.ts'
import { actsIn, browserAccept, type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({
      confirmation: { cooldownMinutes: 0, mailsPerDay: 40, mailsPerWeek: 40 },
      limits: { signUpsPerNetworkPerHour: 30 },
    }),
  })
})
afterAll(() => stack.stop())

describe('a request for the link just after another mail', () => {
  let cooling: LocalStack
  beforeAll(async () => {
    // Three seconds.
    cooling = await startStack({ settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0.05 } }) })
  })
  afterAll(() => cooling.stop())

  it('waits for its turn and is mailed, once for two presses', async () => {
    const ann = personAt(cooling)
    await ann.signUp()
    await ann.mails()
    expect([(await ann.requestMyDataLink()).status, (await ann.requestMyDataLink()).status]).toEqual([
      202, 202,
    ])
    expect((await ann.mails()).map(({ subject }) => /your links/i.test(subject))).toEqual([false, true])
  })
})

async function subscriber(): Promise<Person> {
  const ann = personAt(stack)
  await ann.signUp({ topics: ['stories'], name: '=1+1', page: `${stack.urls.site}/mali` })
  await ann.confirm()
  return ann
}

async function withLink(ann: Person): Promise<string> {
  await ann.requestMyDataLink()
  return ann.link('my-data')
}

const byForm = (ann: Person) =>
  ann.request('/my-data', {
    method: 'POST',
    headers: { accept: browserAccept },
    body: new URLSearchParams({ email: ann.email, locale: 'en' }),
  })

const page = async (ann: Person, link: string) =>
  (await ann.request(link, { headers: { accept: browserAccept } })).text()

async function press(ann: Person, link: string, fields: Record<string, string>): Promise<string> {
  const reply = await ann.request(link, {
    method: 'POST',
    headers: { accept: browserAccept },
    body: new URLSearchParams(fields),
  })
  return reply.text()
}

/** Returns an answer except for headers that differ with each request. */
async function answerOf(reply: Response): Promise<string> {
  const headers = [...reply.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name))
  return JSON.stringify([reply.status, headers, await reply.text()])
}

describe('a request for the link to one’s data', () => {
  it('gets the same answer, byte for byte, for every address, and mails only those on record', async () => {
    const stranger = personAt(stack)
    const pending = personAt(stack)
    await pending.signUp()
    const ann = await subscriber()
    const unsubscribed = await subscriber()
    await unsubscribed.request(await unsubscribed.link('unsubscribe'), { method: 'POST' })
    const answers = { json: new Set<string>(), form: new Set<string>() }
    for (const person of [stranger, pending, ann, unsubscribed]) {
      answers.json.add(await answerOf(await person.requestMyDataLink()))
      answers.form.add(await answerOf(await byForm(person)))
    }
    expect([...answers.json]).toEqual([expect.stringContaining('[202,')])
    expect([...answers.form]).toEqual([expect.stringContaining('Check your email')])
    expect(await stranger.mails()).toEqual([])
    // One mail answers both, unless the first was mailed before the second was asked for.
    for (const person of [pending, ann, unsubscribed])
      expect((await person.mails()).map(({ subject }) => subject)).toContainEqual(
        expect.stringMatching(/^Your links/),
      )
  })

  it('brings links to the data, and to the preferences of a subscriber or the confirmation of a pending sign-up', async () => {
    const ann = await subscriber()
    await ann.requestMyDataLink()
    const text = (await ann.mails()).at(-1)?.text ?? ''
    expect(text).toMatch(/\/my-data\/d/)
    expect(text).toMatch(/\/preferences\/p/)
    expect(text).not.toMatch(/\/confirm\//)
    const ben = personAt(stack)
    await ben.signUp()
    await ben.requestMyDataLink()
    expect((await ben.mails()).at(-1)?.text).toMatch(/\/confirm\/c/)
    expect((await ben.confirm()).status).toBe(200)
  })

  it.each(['', 'ann@', 'a b@example.org'])('for %j says what to correct', async (email) => {
    const body = new URLSearchParams({ email })
    const ann = personAt(stack)
    const reply = await ann.request('/my-data', { method: 'POST', headers: { accept: browserAccept }, body })
    expect([reply.status, await reply.text()]).toEqual([422, expect.stringContaining('id="email-error"')])
    const json = await ann.request('/my-data', {
      method: 'POST',
      headers: { accept: 'application/json' },
      body,
    })
    expect([json.status, json.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
  })

  it('is limited per network, together with sign-ups', async () => {
    const crowd = personAt(stack)
    const replies: number[] = []
    for (let i = 0; i < 16; i++)
      replies.push((await crowd.signUp()).status, (await crowd.requestMyDataLink()).status)
    expect(replies.slice(0, 30)).toEqual(Array(30).fill(202))
    expect(replies.slice(30)).toEqual([429, 429])
  })

  it('from a robot that fills the trap does nothing', async () => {
    const ann = await subscriber()
    const body = JSON.stringify({ email: ann.email, website: 'x' })
    const headers = { 'content-type': 'application/json' }
    expect((await ann.request('/my-data', { method: 'POST', headers, body })).status).toBe(202)
    expect(actsIn(await ann.record())).toHaveLength(2)
  })
})

describe('the page of a person’s data', () => {
  it('shows what is held, where it came from and why, and changes nothing', async () => {
    const ann = await subscriber()
    const link = await withLink(ann)
    const shown = await page(ann, link)
    for (const words of [ann.email, 'Stories from our work', '203.0.', `${stack.urls.site}/mali`])
      expect(shown).toContain(words)
    expect(shown).toContain('Confirmed with the link in the email')
    expect(shown).not.toContain('undefined')
    expect(actsIn(await ann.record())).toHaveLength(3)
  })

  it('is also available as JSON and as tables that run nothing in a spreadsheet', async () => {
    const ann = await subscriber()
    const link = await withLink(ann)
    const json = await ann.request(`${link}?format=json`)
    expect(json.headers.get('content-disposition')).toMatch(/^attachment; filename="my-data-[\d-]+\.json"$/)
    expect(await json.json()).toMatchObject({
      format: 'supporter-engagement/export/1',
      subject: { email: ann.email, status: 'subscribed', topics: ['stories'] },
      evidence: [{ sequence: 1 }, { ip: expect.any(String) }],
    })
    const csv = await ann.request(`${link}?format=csv&table=record`)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await csv.text()).toContain(`"name","'=1+1"\r\n`)
    for (const table of ['history', 'evidence', 'nope'])
      expect((await ann.request(`${link}?format=csv&table=${table}`)).status).toBe(200)
  })

  it('withholds where an unconfirmed form came from: it may have been a stranger’s', async () => {
    const ann = await subscriber()
    const stranger = { 'content-type': 'application/json', 'x-local-source-ip': '198.51.100.99' }
    const body = JSON.stringify({ form: 'newsletter', email: ann.email, consent: true })
    await ann.request('/signups', { method: 'POST', headers: stranger, body })
    await stack.idle()
    const link = await withLink(ann)
    const shown = await page(ann, link)
    expect(shown).toContain(en.myData.withheld)
    for (const text of [shown, await (await ann.request(`${link}?format=json`)).text()])
      expect(text).not.toContain('198.51.100.99')
    expect(JSON.stringify((await ann.record()).evidence)).toContain('198.51.100.99')
  })

  it('corrects the name, and explains what is wrong with an invalid one', async () => {
    const ann = await subscriber()
    const link = await withLink(ann)
    expect(await press(ann, link, { action: 'rectify', name: 'a@b' })).toContain('id="name-error"')
    expect(await press(ann, link, { action: 'rectify', name: ' Anna ' })).toContain(en.myData.correct.done)
    expect((await ann.record()).name).toBe('Anna')
    await press(ann, link, { action: 'rectify', name: '' })
    expect(await ann.record()).not.toHaveProperty('name')
  })

  it('accepts an objection', async () => {
    const ann = await subscriber()
    const link = await withLink(ann)
    expect(await press(ann, link, { action: 'object' })).toContain(en.myData.object.done.title)
    const record = await ann.record()
    expect([record.status, actsIn(record).at(-1)]).toMatchObject([
      'suppressed',
      { type: 'objected', method: 'my-data' },
    ])
  })

  it('erases, after explaining what is deleted and what is kept', async () => {
    const ann = await subscriber()
    const link = await withLink(ann)
    const question = await page(ann, `${link}?step=erase`)
    expect(question).toContain(en.myData.erase.ask.text)
    expect(question).toContain('It cannot be turned back into your address')
    expect((await ann.record()).status).toBe('subscribed')
    const unsubscribe = await ann.link('unsubscribe')
    expect(await press(ann, link, { action: 'erase' })).toContain(en.myData.erase.done.title)
    await stack.idle()
    expect(
      actsIn(await ann.record())
        .map(({ type }) => type)
        .slice(3),
    ).toEqual(['erasure-begun', 'erased'])
    expect(await ann.record()).not.toHaveProperty('email')
    expect(await page(ann, link)).toContain(en.myData.nothing.title)
    expect(await press(ann, link, { action: 'erase' })).toContain(en.myData.erase.done.title)
    expect(await page(ann, unsubscribe)).toContain(en.unsubscribe.done.title)
    expect((await ann.request(`${link}?format=json`)).status).toBe(404)
    expect((await ann.requestMyDataLink()).status).toBe(202)
    expect(actsIn(await ann.record())).toHaveLength(5)
  })

  it('says that its link has expired, shows no data and does nothing', async () => {
    const ann = await subscriber()
    const { supporterId } = await ann.record()
    const link = await signedLink(stack, {
      purpose: 'my-data',
      supporterId: supporterId as SupporterId,
      expiresAt: Date.now() - 1000,
    })
    for (const method of ['GET', 'POST']) {
      const reply = await ann.request(link, { method, headers: { accept: browserAccept } })
      const text = await reply.text()
      expect([reply.status, text]).toEqual([410, expect.stringContaining('Ask for a new link')])
      expect(text).not.toContain(ann.email)
    }
  })
})

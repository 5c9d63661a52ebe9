import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BusEvent } from '../../infra/local/emulator/eventbridge/event-bus.ts'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import type { SupporterId } from '../../shared/domain/supporter-id.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { command } from '../support/command.ts'
import { linksIn } from '../support/mail-links.ts'
import { settingsWith } from '../support/settings-file.ts'
import { signedLink } from '../support/signed-link.ts'
import { actsIn, browserAccept, type Person, personAt, startStack } from '../support/stack.ts'

const en = messagesIn('en')

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({
      confirmation: { cooldownMinutes: 0, mailsPerDay: 20, mailsPerWeek: 20 },
      limits: { signUpsPerNetworkPerHour: 20 },
    }),
  })
})
afterAll(() => stack?.stop())

const name = 'Ann Example'

async function subscriber(): Promise<Person> {
  const ann = personAt(stack)
  await ann.signUp({ name, topics: ['stories'], locale: 'en' })
  await ann.confirm()
  await ann.requestMyDataLink()
  return ann
}

const asPage = { headers: { accept: browserAccept } }
const page = async (person: Person, link: string) => (await person.request(link, asPage)).text()
const post = (person: Person, link: string, fields: Record<string, string> = {}) =>
  person.request(link, { ...asPage, method: 'POST', body: new URLSearchParams(fields) })
const press = async (...pressed: Parameters<typeof post>) => (await post(...pressed)).text()
const requestOnPage = async (ann: Person, email: string) =>
  post(ann, await ann.link('my-data'), { action: 'address-change', email })

const noticeTo = async (ann: Person) =>
  (await ann.mails()).findLast(({ subject }) => subject.includes('change requested'))
const stopLink = async (ann: Person) => {
  const notice = await noticeTo(ann)
  return (notice && linksIn(notice).find((link) => link.includes('/unsubscribe/'))) ?? ''
}
const typesOf = async (person: Person) => actsIn(await person.record()).map(({ type }) => type)

describe('an address change', () => {
  it('is requested on the page of one’s data, announced to the old mailbox, and completed by a press in the new one', async () => {
    const published: BusEvent[] = []
    stack.aws.onPutEvent((event) => published.push(event))
    const ann = await subscriber()
    const next = personAt(stack)
    expect(await page(ann, await ann.link('my-data'))).toContain('Change your address')
    const requested = await requestOnPage(ann, next.email)
    expect([requested.status, await requested.text()]).toEqual([
      200,
      expect.stringContaining('at the new address'),
    ])

    const notice = await noticeTo(ann)
    expect(notice?.text).toContain('to another address from now on')
    expect(Object.keys(notice?.headers ?? {}).map((header) => header.toLowerCase())).not.toContain(
      'list-unsubscribe',
    )
    const [offer] = await next.mails()
    for (const mail of [notice, offer]) {
      expect(`${mail?.text}${mail?.html}`).not.toContain('Ann')
      for (const person of [ann, next]) expect(`${mail?.text}${mail?.html}`).not.toContain(person.email)
    }

    const link = await next.link('confirm')
    for (const method of ['HEAD', 'GET']) await next.request(link, { ...asPage, method })
    const shown = await page(next, link)
    expect(shown).toContain('Get your emails at this address?')
    expect(shown).toContain('Stories from our work')
    expect(shown).not.toContain('Ann')
    expect(await typesOf(next)).toEqual(['address-change-offered'])
    expect((await ann.record()).status).toBe('subscribed')

    expect(await press(next, link)).toContain(en.confirm.addressChange.done.title)
    expect((await next.mails()).at(-1)?.text).toContain(`Welcome, ${name}`)
    const record = await next.record()
    expect(record).toMatchObject({ status: 'subscribed', topics: ['stories'], name })
    expect(record.evidence).toMatchObject([{ sequence: 2, ip: expect.any(String) }])
    const old = await ann.record()
    expect(old).toMatchObject({ status: 'unsubscribed', evidence: [] })
    expect(old).not.toHaveProperty('email')
    expect(record.events.at(-1)).toMatchObject({
      from: { supporterId: old.supporterId, sequence: expect.any(Number), hash: expect.any(String) },
    })
    expect(published.filter(({ detail }) => JSON.stringify(detail).includes(old.supporterId))).toMatchObject([
      {
        'detail-type': 'Supporter Address Changed',
        detail: { supporterId: old.supporterId, changedTo: record.supporterId },
      },
    ])
    expect(await press(next, link)).toContain('already')
    expect((await ann.mails()).filter(({ subject }) => subject.includes('change'))).toHaveLength(1)
  })

  it('is proved by a receipt at the new address, which names the old record', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    await press(next, await next.link('confirm'))
    const receipt = await next.link('receipt')
    expect(await page(next, receipt)).toContain(en.receipt.events['address-changed-from'])
    const file = await (await next.request(`${receipt}?format=json`)).json()
    expect(file).toMatchObject({
      consentReceipt: { piiPrincipalId: (await next.record()).supporterId },
      chain: [
        { type: 'address-change-offered' },
        { type: 'address-changed-from', consent: { wording: { id: 'email-updates' } } },
      ],
    })
    expect(await page(ann, await ann.link('receipt'))).toContain(en.receipt.events['address-changed-to'])
  })

  it('is answered the same, byte for byte, whatever is known of the new address', async () => {
    const unknown = personAt(stack)
    const known = await subscriber()
    const complained = await subscriber()
    await command(stack, complained, { type: 'complaint', mail: 2 })
    const restricted = await subscriber()
    await command(stack, restricted, { type: 'restrict' })
    const answers = new Set<string>()
    for (const person of [unknown, known, complained, restricted]) {
      const reply = await requestOnPage(await subscriber(), person.email)
      const headers = [...reply.headers].filter(([header]) => !['date', 'apigw-requestid'].includes(header))
      answers.add(JSON.stringify([reply.status, headers, await reply.text()]))
    }
    expect([...answers]).toEqual([expect.stringContaining('[200,')])
    expect((await restricted.mails()).some(({ subject }) => subject.includes('at this address'))).toBe(false)
  })

  it('says at the field what is wrong with an address, and keeps what was typed', async () => {
    const ann = await subscriber()
    const same = ann.email.replace('person', 'PERSON').replace('example.org', 'EXAMPLE.org')
    const cases = [
      ['ann@', 'ann@'],
      ['é@example.org', 'é@example.org'],
      [same, en.myData.addressChange.same],
    ] as const
    for (const [email, words] of cases) {
      const reply = await requestOnPage(ann, email)
      const text = await reply.text()
      expect([reply.status, text]).toEqual([422, expect.stringContaining(words)])
      expect(text).toContain('id="email-error"')
    }
    expect(await noticeTo(ann)).toBeUndefined()
  })

  it('is limited per network, together with sign-ups', async () => {
    const ann = await subscriber()
    const replies: number[] = []
    for (let n = 0; n < 20; n++)
      replies.push(
        (await ann.requestAddressChange(`n${n}@`)).status,
        (await ann.requestAddressChange(personAt(stack).email)).status,
      )
    expect(replies).toContain(429)
    expect(replies.filter((status) => status === 422)).toHaveLength(20)
  })
})

describe('the reader of the old mailbox', () => {
  it('cancels it with one press on the page that the notice links to, which disables the other link', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    const stop = await stopLink(ann)
    expect(await page(ann, stop)).toContain(en.unsubscribe.addressChange.ask.title)
    expect(await typesOf(ann)).not.toContain('address-change-stopped')
    expect(await press(ann, stop)).toContain(en.unsubscribe.addressChange.stopped.title)
    const link = await next.link('confirm')
    expect(await page(next, link)).toContain(en.confirm.addressChange.stopped.title)
    const late = await post(next, link)
    expect([late.status, await late.text()]).toEqual([
      410,
      expect.stringContaining(en.confirm.addressChange.stopped.title),
    ])
    expect((await ann.record()).status).toBe('subscribed')
  })

  it('sees on the same page that it happened, and can stop mail; every older link says so too', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    const [stop, preferences, myData] = [
      await stopLink(ann),
      await ann.link('preferences'),
      await ann.link('my-data'),
    ]
    await press(next, await next.link('confirm'))
    for (const link of [stop, preferences, myData])
      expect(await page(ann, link)).toContain(en.unsubscribe.addressChange.addressChanged.title)
    expect(await press(ann, stop)).toContain(en.unsubscribe.addressChange.addressChanged.title)
    for (const action of ['object', 'erase', 'address-change'])
      expect(await press(ann, myData, { action, email: 'x@example.org' })).toMatch(
        /another address|is nothing to change/,
      )
    expect((await typesOf(ann)).at(-1)).toBe('address-changed-to')
    expect((await next.record()).status).toBe('subscribed')
    await press(ann, stop, { action: 'leave' })
    expect((await next.record()).status).toBe('unsubscribed')
  })

  it('can unsubscribe in one click with the link in any mail they ever got, wherever the record went', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    const unsubscribe = await ann.link('unsubscribe')
    const oneClick =
      /<(\S+)>/.exec(String((await ann.mails())[1]?.headers['List-Unsubscribe']))?.[1] ?? unsubscribe
    await press(next, await next.link('confirm'))
    const reply = await ann.request(oneClick, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect([reply.status, await reply.json()]).toEqual([200, { status: 'unsubscribed' }])
    expect((await next.record()).status).toBe('unsubscribed')
  })

  it('may sign up with that address again, as a new person', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    await press(next, await next.link('confirm'))
    await ann.signUp({ topics: ['events'], form: 'events' })
    expect((await ann.confirm()).status).toBe(200)
    expect(await ann.record()).toMatchObject({ status: 'subscribed', topics: ['events'] })
    expect(await next.record()).toMatchObject({ status: 'subscribed', topics: ['stories'] })
  })
})

describe('the reader of the new mailbox', () => {
  it('declines with one press, and gets no more mail', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    const no = linksIn((await next.mails())[0] as never).find((link) => link.includes('/unsubscribe/')) ?? ''
    await press(next, no)
    expect(await next.record()).toMatchObject({ status: 'unsubscribed' })
    expect(await next.record()).not.toHaveProperty('email')
    expect((await post(next, await next.link('confirm'))).status).toBe(410)
    expect((await ann.record()).status).toBe('subscribed')
  })

  it('gets a new link in place of an expired one', async () => {
    const ann = await subscriber()
    const next = personAt(stack)
    await requestOnPage(ann, next.email)
    await next.mails()
    const supporterId = (await next.record()).supporterId as SupporterId
    const expired = await signedLink(stack, {
      purpose: 'confirm',
      supporterId,
      cycle: 1,
      expiresAt: Date.now() - 1,
    })
    expect((await post(next, expired)).status).toBe(410)
    expect(await press(next, expired, { action: 'resend' })).toContain(en.confirm.resent.text)
    expect(await next.mails()).toHaveLength(2)
    expect(await press(next, await next.link('confirm'))).toContain(en.confirm.addressChange.done.title)
  })
})

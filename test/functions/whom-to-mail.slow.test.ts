import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { type Office, officeAt } from '../support/office.ts'
import { settingsWith } from '../support/settings-file.ts'
import { newEmail, type Person, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
let office: Office
beforeAll(async () => {
  stack = await startStack()
  office = await officeAt(stack, 'privacy-officer')
})
afterAll(() => stack.stop())

async function subscriber(fields: Record<string, unknown> = {}): Promise<Person> {
  const person = personAt(stack)
  await person.signUp(fields)
  await person.confirm()
  return person
}

describe('importing suppressions', () => {
  const csv = { 'content-type': 'text/csv; charset=utf-8' }
  const send = (list: string) => office.post('/privacy/suppressions', list, csv)

  it('stops mail to known people, keeps the keyed hash of others, and reports row by row', async () => {
    const ann = await subscriber()
    const stranger = newEmail()
    const list = `email,listed\n${ann.email.toUpperCase()},yes\n${stranger},yes\nnobody,yes\n${ann.email},yes\n`
    const report = await send(list)
    expect(report).toMatchObject({
      status: 200,
      body: {
        added: 2,
        known: 1,
        notAnAddress: 1,
        rows: [
          { row: 2, result: 'added' },
          { row: 3, result: 'added' },
          { row: 4, result: 'not-an-address' },
          { row: 5, result: 'known' },
        ],
      },
    })
    expect(JSON.stringify([report.body, stack.logs])).not.toContain('@example')
    const { events, status } = await ann.record()
    expect(status).toBe('suppressed')
    expect(events.at(-1)).toMatchObject({ type: 'objected', actor: 'officer', method: 'list' })
    const held = await personAt(stack, stranger).record()
    expect(held).toMatchObject({ status: 'suppressed', evidence: [], topics: [] })
    expect(held).not.toHaveProperty('email')
    expect(held.events).toMatchObject([{ type: 'objected' }])
  })

  it('again changes nothing', async () => {
    const people = Array.from({ length: 45 }, () => newEmail())
    const list = ['email', ...people].join('\n')
    expect((await send(list)).body).toMatchObject({ added: 45, known: 0 })
    expect((await send(list)).body).toMatchObject({ added: 0, known: 45 })
    expect((await personAt(stack, people[7]).record()).events).toHaveLength(1)
  })

  it.each([
    ['a list without addresses', 'name\nAnn\n', 422],
    ['an empty list', '', 422],
    ['more rows than one call allows', ['email', ...Array(501).fill('a@example.org')].join('\n'), 413],
    ['more bytes than one call allows', `email\n${'x'.repeat(300_000)}`, 413],
  ])('does not accept %s', async (_, list, status) => {
    expect((await send(list)).status).toBe(status)
  })

  it('accepts only text/csv', async () => {
    expect((await office.post('/privacy/suppressions', '{}')).status).toBe(415)
  })
})

describe('whether people may be mailed', () => {
  it('is answered for each of a batch, in order, with the reason against it', async () => {
    const ann = await subscriber()
    const bo = personAt(stack)
    await bo.signUp()
    const cy = await subscriber()
    await cy.request(await cy.link('unsubscribe'), { method: 'POST' })
    const { supporterId } = await ann.record()
    const people = [
      { email: ann.email },
      { supporterId },
      { email: bo.email },
      { email: cy.email },
      { email: newEmail() },
      { email: 'nobody' },
      { supporterId: 'x' },
    ]
    const communications = await officeAt(stack, 'communications')
    const { status, body } = await communications.post('/privacy/may-mail', { people })
    expect(status).toBe(200)
    expect(body.answers).toMatchObject([
      { supporterId, may: true },
      { supporterId, may: true },
      { may: false, why: 'pending' },
      { may: false, why: 'unsubscribed' },
      { may: false, why: 'unknown' },
      { may: false, why: 'not-an-address' },
      { may: false, why: 'not-an-address' },
    ])
    // the keyed hash of an unknown person would be a means to recognise them elsewhere.
    expect(body.answers.map((answer: object) => 'supporterId' in answer)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ])
    const { acts } = (await office.get('/privacy/audit')).body
    const asked = acts.findLast(({ action }: { action: string }) => action === 'may-mail')
    expect(asked).toMatchObject({ outcome: 'allowed', intact: true })
    expect(asked.subjects).toHaveLength(4)
    expect(asked.subjects).toContain(supporterId)
  })

  it('is answered about so many people a day, then refused with the reason, and seen by the auditor', async () => {
    const own = await startStack({ settingsFile: settingsWith({ limits: { mayMailPeoplePerDay: 5 } }) })
    onTestFinished(() => own.stop())
    const [communications, officer] = [
      await officeAt(own, 'communications'),
      await officeAt(own, 'privacy-officer'),
    ]
    const ask = (asking: Office, count: number) =>
      asking.post('/privacy/may-mail', {
        people: Array.from({ length: count }, () => ({ email: newEmail() })),
      })
    const statuses: number[] = []
    for (const count of [3, 2, 1, 1]) statuses.push((await ask(communications, count)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
    const refused = await ask(communications, 1)
    expect(refused.body.detail).toMatch(/5 people a day/)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(officer, 6)).status).toBe(429)
    expect((await ask(officer, 5)).status).toBe(200)
    const { acts } = (await officer.get('/privacy/audit')).body
    expect(acts.map(({ outcome }: { outcome: string }) => outcome).toSorted()).toEqual([
      ...['allowed', 'allowed', 'allowed', 'allowed'],
      ...['limited', 'limited'],
    ])
  })

  it('is answered for a hundred at once, each once', async () => {
    const ann = await subscriber()
    const people = [...Array.from({ length: 99 }, () => ({ email: newEmail() })), { email: ann.email }]
    const { body } = await office.post('/privacy/may-mail', { people })
    expect(body.answers).toHaveLength(100)
    expect(body.answers[99]).toMatchObject({ may: true })
  })

  it.each([
    [{}],
    [{ people: [] }],
    [{ people: [{}] }],
    [{ people: Array(101).fill({ email: 'a@example.org' }) }],
  ])('is not answered for %j', async (body) => {
    expect((await office.post('/privacy/may-mail', body)).status).toBe(422)
  })
})

describe('the mailing list', () => {
  let ann: Person
  let communications: Office
  beforeAll(async () => {
    communications = await officeAt(stack, 'communications')
    ann = await subscriber({ name: '=cmd|calc', topics: ['stories'], locale: 'fr' })
    const gone = await subscriber()
    await gone.request(await gone.link('unsubscribe'), { method: 'POST' })
  })

  it('contains people who may be mailed, each with an unsubscribe link', async () => {
    const { status, body } = await communications.get('/privacy/mailing-list?topic=stories')
    expect(status).toBe(200)
    const row = body.people.find(({ email }: { email: string }) => email === ann.email)
    expect(row).toMatchObject({ locale: 'fr', topics: ['stories'] })
    expect(body).not.toHaveProperty('next')
    expect(JSON.stringify(body)).not.toMatch(/203\.0|salt|evidence/)
    const other = await communications.get('/privacy/mailing-list?topic=events')
    expect(JSON.stringify(other.body)).not.toContain(ann.email)

    const lists = await communications.get('/privacy/mailing-list', { accept: 'text/csv' })
    expect(lists.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [names, ...lines] = String(lists.body).split('\r\n')
    expect(names).toBe('"email","name","locale","topics","unsubscribeUrl","supporterId"')
    expect(lines.find((line) => line.startsWith(`"${ann.email}",`))).toContain(
      `,"'=cmd|calc","fr","stories","http`,
    )

    await fetch(row.unsubscribeUrl, { method: 'POST' })
    const after = await communications.get('/privacy/mailing-list')
    expect(JSON.stringify(after.body)).not.toContain(ann.email)
  })

  it('is refused for an unknown topic or cursor', async () => {
    expect((await communications.get('/privacy/mailing-list?topic=gossip')).status).toBe(422)
    expect((await communications.get('/privacy/mailing-list?from=x')).status).toBe(422)
  })
})

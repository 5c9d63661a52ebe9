import { Ajv2020 } from 'ajv/dist/2020.js'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { messagesIn } from '../../shared/messages/index.ts'
import { verifyFile } from '../../shared/proof/verify/verify.ts'
import { command } from '../support/command.ts'
import { fulfil, type Office, officeAt } from '../support/office.ts'
import { newEmail, type Person, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
let office: Office
let authorization: string
beforeAll(async () => {
  stack = await startStack()
  office = await officeAt(stack, 'privacy-officer')
  authorization = `Bearer ${await stack.token('privacy-officer')}`
})
afterAll(() => stack.stop())

async function subscriber(fields: Record<string, unknown> = {}): Promise<Person> {
  const person = personAt(stack)
  await person.signUp({ name: 'Ann Example', topics: ['stories', 'events'], ...fields })
  await person.confirm()
  await stack.idle()
  return person
}

const lastEvents = async (person: Person, count: number) => (await person.record()).events.slice(-count)

describe('fulfilling a data request', () => {
  it('for erasure erases everything, including the request’s own contact details, before it is done', async () => {
    const ann = await subscriber()
    const { id, status, body } = await fulfil(office, 'erasure', ann.email, {
      note: `Letter of ${ann.email}`,
    })
    expect([status, body.state]).toEqual([200, 'fulfilled'])
    expect(await lastEvents(ann, 2)).toMatchObject([
      { type: 'erasure-begun', actor: 'officer', method: 'officer', dataRequest: id },
      { type: 'erased', actor: 'system' },
    ])
    const { body: details } = await office.get(`/privacy/requests/${id}`)
    expect(details).not.toHaveProperty('email')
    expect(details.history.at(-1)).toMatchObject({ type: 'fulfilled', result: { how: 'carried-out' } })
  })

  it('for erasure waits while the person has other open requests, and while the record is restricted', async () => {
    const ann = await subscriber()
    const open = await office.post('/privacy/requests', {
      type: 'access',
      email: ann.email,
      channel: 'phone',
    })
    const blocked = await fulfil(office, 'erasure', ann.email)
    expect([blocked.status, blocked.body.detail]).toEqual([409, expect.stringMatching(/other open requests/)])
    await office.post(`/privacy/requests/${open.body.id}/actions`, { action: 'withdraw' })
    await fulfil(office, 'restriction', ann.email)
    const actions = `/privacy/requests/${blocked.id}/actions`
    const restricted = await office.post(actions, { action: 'fulfil' })
    expect([restricted.status, restricted.body.detail]).toEqual([
      409,
      expect.stringMatching(/Lift the restriction/),
    ])
    await command(stack, ann, { type: 'lift-restriction' })
    expect((await office.post(actions, { action: 'fulfil' })).status).toBe(200)
    expect((await ann.record()).status).toBe('suppressed')
  })

  it('for erasure says so if nothing is held', async () => {
    const { status, id } = await fulfil(office, 'erasure', newEmail())
    expect(status).toBe(200)
    const { body } = await office.get(`/privacy/requests/${id}`)
    expect(body.history.at(-1).result).toEqual({ how: 'nothing-held' })
  })

  it('for restriction keeps the record and mails nothing', async () => {
    const ann = await subscriber()
    const { id } = await fulfil(office, 'restriction', ann.email)
    expect(await lastEvents(ann, 1)).toMatchObject([
      { type: 'restricted', actor: 'officer', dataRequest: id },
    ])
    const { body } = await office.lookUp(ann.email)
    expect(body).toMatchObject({ status: 'subscribed', mayBeMailed: false, whyNot: 'restricted' })
  })

  it('for objection suppresses known and unknown people at once', async () => {
    const ann = await subscriber()
    const stranger = newEmail()
    for (const email of [ann.email, stranger]) {
      await fulfil(office, 'objection', email)
      const { body } = await office.lookUp(email)
      expect(body).toMatchObject({ status: 'suppressed', whyNot: 'objected' })
    }
  })

  it('for rectification corrects or removes the name; the officer does the rest', async () => {
    const ann = await subscriber()
    await fulfil(office, 'rectification', ann.email, { name: 'Anna Example' })
    expect((await ann.record()).name).toBe('Anna Example')
    await fulfil(office, 'rectification', ann.email, { name: null })
    expect(await ann.record()).not.toHaveProperty('name')
    const { status } = await fulfil(office, 'rectification', ann.email)
    expect(status).toBe(200)
    expect((await lastEvents(ann, 1))[0]?.type).toBe('rectified')
  })
})

describe('an erasure certificate', () => {
  it('names the events that prove the erasure, with their hashes, but no person', async () => {
    const ann = await subscriber()
    const { id } = await fulfil(office, 'erasure', ann.email)
    const { status, body } = await office.get(`/privacy/requests/${id}/certificate`)
    const [begun, finished] = await lastEvents(ann, 2)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      request: id,
      intact: true,
      begun: { eventId: begun?.eventId, hash: begun?.hash },
      finished: { eventId: finished?.eventId, hash: finished?.hash },
      notified: ['Newsletter service'],
      kept: ['keyed-hash', 'pseudonymous-ledger'],
    })
    expect(JSON.stringify(body)).not.toContain(ann.email)
  })

  it.each(['en', 'fr', 'ar'])('is also a page to print and sign, in %s', async (locale) => {
    const ann = await subscriber()
    const { id } = await fulfil(office, 'erasure', ann.email)
    const accepts = { accept: 'text/html', 'accept-language': locale }
    const { status, headers, body } = await office.get(`/privacy/requests/${id}/certificate`, accepts)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const [begun, finished] = await lastEvents(ann, 2)
    const { supporterId } = await ann.record()
    const facts = [id, supporterId, begun, finished].map((fact) =>
      typeof fact === 'object' ? fact.hash : fact,
    )
    for (const fact of facts) expect(body).toContain(fact)
    expect(body).toContain(`<html lang="${locale}"`)
    expect(body).toContain(`npm run verify -- data.json --head ${finished?.hash}`)
    expect(body).not.toContain(ann.email)
  })

  it('is not available for a request that erased nothing', async () => {
    const ann = await subscriber()
    const { id } = await fulfil(office, 'restriction', ann.email)
    expect((await office.get(`/privacy/requests/${id}/certificate`)).status).toBe(404)
  })
})

async function filesIn(reply: Response): Promise<Record<string, string>> {
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('application/zip')
  const files = unzipSync(new Uint8Array(await reply.arrayBuffer()))
  return Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file, strFromU8(bytes)]))
}

const exportedBy = (id: string) =>
  fetch(`${stack.urls.api}/privacy/requests/${id}/export`, { headers: { authorization } })

describe('the copy of a person’s data', () => {
  it('validates against the published schema, and verifies', async () => {
    const ann = await subscriber({ page: 'https://www.example.org/mali' })
    const filed = await office.post('/privacy/requests', {
      type: 'access',
      email: ann.email,
      channel: 'post',
      note: 'Came by letter',
    })
    const files = await filesIn(await exportedBy(filed.body.id))
    expect(Object.keys(files).sort()).toEqual(
      ['data.json', 'evidence.csv', 'history.csv', 'read-me.html', 'record.csv', 'requests.csv'].sort(),
    )
    const data = JSON.parse(files['data.json'] ?? '')
    const schema = (await (await fetch(data.$schema)).json()) as { $schema: string }
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    expect(ajv.validate(schema, data), JSON.stringify(ajv.errors)).toBe(true)
    expect(verifyFile(files['data.json'] ?? '').faults).toEqual([])
    expect(data.subject).toMatchObject({ email: ann.email, name: 'Ann Example', status: 'subscribed' })
    expect(data.requests).toMatchObject([{ id: filed.body.id, history: [{ note: 'Came by letter' }] }])
    expect(data.evidence).toHaveLength(2)
  })

  it('is recorded in the audit trail, with the officer and the supporter', async () => {
    const ann = await subscriber()
    const filed = await office.post('/privacy/requests', {
      type: 'access',
      email: ann.email,
      channel: 'post',
    })
    await exportedBy(filed.body.id)
    const { body } = await office.get('/privacy/audit')
    const { supporterId } = await ann.record()
    expect(body.acts.filter(({ action }: { action: string }) => action === 'export')).toContainEqual(
      expect.objectContaining({ subject: supporterId, request: filed.body.id, outcome: 'allowed' }),
    )
  })

  it('is mailed as a link to a button, which downloads it as often as it is pressed', async () => {
    const ann = await subscriber({ locale: 'fr' })
    const { id, status } = await fulfil(office, 'access', ann.email)
    expect(status).toBe(200)
    expect(await lastEvents(ann, 1)).toMatchObject([{ type: 'exported', method: 'officer', dataRequest: id }])
    const link = await ann.link('export')
    const page = await ann.request(link, { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain(messagesIn('fr').export.ask.title)
    for (const _ of [1, 2]) {
      const files = await filesIn(await ann.request(link, { method: 'POST' }))
      expect(files['read-me.html']).toContain('<html lang="fr" dir="ltr">')
      expect(files['data.json']).toContain(ann.email)
    }
    const mail = (await ann.mails()).at(-1)
    expect(mail?.text).not.toContain('Ann Example')
  })

  it('cannot be opened by other links of the same person', async () => {
    const ann = await subscriber()
    await fulfil(office, 'portability', ann.email)
    const token = (await ann.link('unsubscribe')).split('/').at(-1)
    expect((await ann.request(`/export/${token}`, { method: 'POST' })).status).toBe(404)
    const own = (await ann.link('export')).split('/').at(-1)
    expect((await ann.request(`/unsubscribe/${own}`, { method: 'POST' })).status).toBe(404)
  })

  it('is deleted when the person is erased', async () => {
    const ann = await subscriber()
    await fulfil(office, 'access', ann.email)
    const link = await ann.link('export')
    await fulfil(office, 'erasure', ann.email)
    expect((await ann.request(link, { method: 'POST' })).status).toBe(410)
  })

  it('needs an address to be mailed to, or else the officer hands it over', async () => {
    const stranger = newEmail()
    const blocked = await fulfil(office, 'access', stranger)
    expect([blocked.status, blocked.body.detail]).toEqual([409, expect.stringMatching(/by-hand/)])
    const files = await filesIn(await exportedBy(blocked.id))
    expect(JSON.parse(files['data.json'] ?? '')).toMatchObject({ subject: { status: 'unknown' }, chain: [] })
    const byHand = { action: 'fulfil', delivery: 'by-hand' }
    expect((await office.post(`/privacy/requests/${blocked.id}/actions`, byHand)).status).toBe(200)
  })

  it('of an erased person has a chain that verifies as evidence erased', async () => {
    const ann = await subscriber()
    const { id } = await fulfil(office, 'erasure', ann.email)
    const files = await filesIn(await exportedBy(id))
    const { events, faults } = verifyFile(files['data.json'] ?? '')
    expect(faults).toEqual([])
    const states = events.map(({ state }) => state)
    expect(states.filter((state) => state !== 'no evidence')).toEqual(['evidence erased', 'evidence erased'])
    expect(Object.values(files).join()).not.toContain(ann.email)
  })
})

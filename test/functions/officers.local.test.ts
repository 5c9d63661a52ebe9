import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { type Office, officeAt } from '../support/office.ts'
import { newEmail, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
let office: Office
beforeAll(async () => {
  stack = await startStack()
  office = await officeAt(stack, 'privacy-officer')
})
afterAll(() => stack.stop())

const today = new Date().toISOString().slice(0, 10)

describe('a look-up', () => {
  it('describes the events in words and checks their chain', async () => {
    const ann = personAt(stack)
    await ann.signUp({ topics: ['stories'] })
    await ann.confirm()
    await stack.idle()
    const { status, body } = await office.lookUp(ann.email)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'subscribed',
      mayBeMailed: true,
      lawfulBasis: 'consent',
      verification: {
        intact: true,
        faults: [],
        // In between, the provider delivered the first mail, which leaves no evidence.
        events: expect.arrayContaining([{ sequence: 1, state: 'evidence opens', sealed: 'not yet' }]),
      },
      requests: [],
    })
    const sentences = (body.timeline as { text: string }[]).map(({ text }) => text)
    expect(sentences[0]).toMatch(
      /^Filled in the form “.+” and asked for: Stories from our work\. The confirmation email was sent on/,
    )
    expect(sentences).toContainEqual(
      expect.stringMatching(/^Confirmed with the link in the email\. Agreed to emails about: Stories/),
    )
    expect(sentences.join()).not.toContain('undefined')
  })

  it('speaks the officer’s language', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const { body } = await office.lookUp(ann.email, { 'accept-language': 'fr' })
    expect((body.timeline as { text: string }[])[0]?.text).toMatch(/^Formulaire .* rempli/)
  })

  it('of an unknown person says so, and why they get no mail', async () => {
    const { body } = await office.lookUp(newEmail())
    expect(body).toMatchObject({ status: 'unknown', mayBeMailed: false, whyNot: 'unknown', events: [] })
    expect(body.verification).toEqual({ intact: true, events: [], faults: [] })
  })

  it('reveals a record that was changed in the table', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const { supporterId } = await ann.record()
    await office.tamperWith(supporterId, 1, 'consent.place', 'www.example.org/elsewhere')
    const { body } = await office.lookUp(ann.email)
    expect(body.verification).toMatchObject({
      intact: false,
      events: [{ state: 'broken' }],
      faults: [expect.stringContaining('was changed')],
    })
  })

  it.each([undefined, 'nobody', 7])('of %j is refused, naming the field', async (email) => {
    expect(await office.lookUp(email)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'email' }] },
    })
  })
})

describe('a data request', () => {
  it('is filed, worked on and fulfilled, and shows its due date at each step', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const filed = await office.post('/privacy/requests', {
      type: 'access',
      email: ann.email,
      receivedOn: '2026-09-03',
      channel: 'email',
      note: 'Ann wrote to the chair',
    })
    expect(filed).toMatchObject({
      status: 201,
      body: { type: 'access', state: 'received', dueOn: '2026-10-05', version: 1 },
    })
    const { id } = filed.body as { id: string }
    expect(filed.headers.get('location')).toBe(`/privacy/requests/${id}`)

    const act = (action: object) => office.post(`/privacy/requests/${id}/actions`, action)
    expect(await act({ action: 'ask-identity', on: '2026-09-04' })).toMatchObject({
      status: 200,
      body: { state: 'identity-asked', stoppedFor: 'identity' },
    })
    expect(await act({ action: 'record-identity', on: '2026-09-10' })).toMatchObject({
      body: { state: 'in-progress', dueOn: '2026-10-12' },
    })
    expect(await act({ action: 'extend', on: '2026-09-20', note: 'Many records' })).toMatchObject({
      body: { state: 'extended', dueOn: '2026-12-10' },
    })
    const { body } = await office.get(`/privacy/requests/${id.toLowerCase().replace('-', '')}`)
    expect(body).toMatchObject({
      id,
      email: ann.email,
      supporterId: (await ann.record()).supporterId,
      actions: expect.arrayContaining(['fulfil', 'refuse']),
      history: [
        {
          type: 'received',
          on: '2026-09-03',
          by: 'officer:local-privacy-officer',
          note: 'Ann wrote to the chair',
        },
        { type: 'identity-asked', on: '2026-09-04' },
        { type: 'identity-recorded', on: '2026-09-10' },
        { type: 'extended', months: 2, note: 'Many records' },
      ],
    })
    const { body: record } = await office.lookUp(ann.email)
    expect(record.requests).toMatchObject([{ id, state: 'extended' }])
    expect(await act({ action: 'fulfil' })).toMatchObject({ body: { state: 'fulfilled', closedOn: today } })
    expect((await office.get(`/privacy/requests/${id}`)).body).not.toHaveProperty('dueOn')
  })

  it('may come by post from an unknown person without an address', async () => {
    const onBehalf = { name: 'Bo Example', authority: 'power of attorney of 3 May 2026' }
    const filed = await office.post('/privacy/requests', {
      type: 'complaint',
      channel: 'on-behalf',
      name: 'A. Nonymous',
      onBehalf,
    })
    expect(filed).toMatchObject({ status: 201, body: { receivedOn: today } })
    const { body } = await office.get(`/privacy/requests/${filed.body.id}`)
    expect(body).toMatchObject({ name: 'A. Nonymous', onBehalf })
    expect(body).not.toHaveProperty('supporterId')
  })

  it.each([
    ['type', { type: 'forget-me' }, 'access, portability'],
    ['channel', { channel: 'pigeon' }, 'web, email, phone, post, on-behalf'],
    ['receivedOn', { receivedOn: '2026-02-30' }, '2026-11-25'],
    ['receivedOn', { receivedOn: '2999-01-01' }, 'between'],
    ['email', { email: 'nobody' }, 'address'],
    ['email', { email: undefined }, 'name'],
    ['note', { note: 'x'.repeat(4001) }, '4000'],
    ['onBehalf.authority', { onBehalf: { name: 'Bo' } }, '200'],
  ])('with a wrong %s is refused: %j', async (field, wrong, detail) => {
    const right = { type: 'access', channel: 'post', email: 'ann@example.org' }
    const { status, body } = await office.post('/privacy/requests', { ...right, ...wrong })
    expect([status, body.errors]).toEqual([422, [{ field, detail: expect.stringContaining(detail) }]])
  })

  const filed = async (fields: object = {}) => {
    const { body } = await office.post('/privacy/requests', {
      type: 'access',
      channel: 'phone',
      name: 'Ann',
      ...fields,
    })
    return (action: object) => office.post(`/privacy/requests/${body.id}/actions`, action)
  }

  it('whose state does not allow an action says what can be done instead', async () => {
    const act = await filed()
    const { status, body } = await act({ action: 'record-identity' })
    expect([status, body.detail]).toEqual([409, expect.stringContaining('fulfil, refuse')])
  })

  it.each([
    [{ action: 'refuse' }, 422, 'ground'],
    [{ action: 'refuse', ground: 'exemption' }, 422, 'exemption'],
    [{ action: 'extend' }, 422, 'note'],
    [{ action: 'dance' }, 422, 'action'],
    [{ action: 'start', on: '2999-01-01' }, 422, 'on'],
    [{ action: 'note', note: '' }, 422, 'note'],
    [{ action: 'fulfil', name: 'Visit evil.example' }, 422, 'name'],
  ])('does not accept %j', async (action, status, field) => {
    const act = await filed()
    expect(await act(action)).toMatchObject({ status, body: { errors: [{ field }] } })
  })

  it('that another officer has changed since it was read is left alone', async () => {
    const act = await filed()
    expect((await act({ action: 'start', version: 1 })).status).toBe(200)
    const { status, body } = await act({ action: 'withdraw', version: 1 })
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Read it again')])
  })

  it('acted on by two officers at the same time is changed by one', async () => {
    const act = await filed()
    const replies = await Promise.all([act({ action: 'withdraw' }), act({ action: 'start' })])
    const statuses = replies.map(({ status }) => status).toSorted()
    // Both may succeed in sequence, if starting came first.
    expect([
      [200, 409],
      [200, 200],
    ]).toContainEqual(statuses)
  })

  it('that was never filed is not found', async () => {
    for (const id of ['0000-0000', 'nonsense', '%2e%2e']) {
      expect((await office.get(`/privacy/requests/${id}`)).status).toBe(404)
      expect((await office.post(`/privacy/requests/${id}/actions`, { action: 'start' })).status).toBe(404)
    }
  })

  it('is listed under open ones and under its state, and under no other', async () => {
    const { body } = await office.post('/privacy/requests', { type: 'erasure', channel: 'post', name: 'Ann' })
    const ids = async (query: string) =>
      ((await office.get(`/privacy/requests${query}`)).body.requests as { id: string }[]).map(({ id }) => id)
    await expect.poll(() => ids('')).toContain(body.id)
    expect(await ids('?state=received')).toContain(body.id)
    expect(await ids('?state=refused')).not.toContain(body.id)
    expect(JSON.stringify((await office.get('/privacy/requests')).body)).not.toContain('Ann')
    expect((await office.get('/privacy/requests?state=lost')).status).toBe(422)
    expect((await office.get('/privacy/requests?from=x')).status).toBe(422)
  })
})

describe('the audit trail', () => {
  it('records who asked what about whom, and why, and never an address', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const { body: held } = await office.lookUp(ann.email)
    const { body: filed } = await office.post('/privacy/requests', {
      type: 'access',
      channel: 'post',
      email: ann.email,
    })
    const communications = await officeAt(stack, 'communications')
    await communications.lookUp(ann.email)
    await office.lookUp('nobody')

    const auditor = await officeAt(stack, 'auditor')
    const { status, body } = await auditor.get('/privacy/audit')
    expect(status).toBe(200)
    expect((body.acts as object[]).slice(-4)).toMatchObject([
      { action: 'look-up', outcome: 'allowed', subject: held.supporterId, reason: 'enquiry', intact: true },
      {
        action: 'file-request',
        officer: 'local-privacy-officer',
        request: filed.id,
        subject: held.supporterId,
        reason: 'data-request',
      },
      { action: 'look-up', outcome: 'invalid' },
      { action: 'read-audit', officer: 'local-auditor', outcome: 'allowed' },
    ])
    expect(body.acts).toContainEqual(
      expect.objectContaining({ action: 'look-up', outcome: 'forbidden', officer: 'local-communications' }),
    )
    expect(JSON.stringify([body, stack.logs])).not.toMatch(/person-\d|@example/)
  })

  it('is read by day, and empty for a day without calls', async () => {
    expect((await office.get('/privacy/audit?day=2020-01-01')).body).toEqual({ day: '2020-01-01', acts: [] })
    expect((await office.get('/privacy/audit?day=yesterday')).status).toBe(422)
    expect((await office.get('/privacy/audit?day=2020-01-01&from=x')).status).toBe(422)
  })

  it.each([
    ['/privacy/audit?day=2020-01-01', { supporterId: 'officers#2020-01-01', sequence: 'x' }],
    [
      '/privacy/requests?state=open',
      { requestId: 7, item: 'request', standing: 'open', sortedOn: '2026-11-01' },
    ],
    [
      '/privacy/requests?state=open',
      { requestId: '0000-0000', item: 'request', standing: 'closed', sortedOn: '2026-11-01' },
    ],
    ['/privacy/mailing-list?topic=stories', { supporterId: 7, item: 'profile' }],
  ])('and every other list does not begin where no page ended: %s from %j', async (path, key) => {
    const from = Buffer.from(JSON.stringify(key)).toString('base64url')
    const reader = path.includes('mailing-list') ? await officeAt(stack, 'communications') : office
    const { status, body } = await reader.get(`${path}&from=${from}`)
    expect([status, body.errors]).toMatchObject([422, [{ field: 'from' }]])
  })

  it.each([{}, { 'x-reason': '' }, { 'x-reason': 'Ann rang' }])(
    'requires a known reason for a look-up, not %j, and lists the reasons',
    async (headers) => {
      const { status, body } = await office.post('/privacy/lookup', { email: 'a@example.org' }, headers)
      const detail = expect.stringContaining('data-request, complaint, enquiry')
      expect([status, body.errors]).toEqual([422, [{ field: 'X-Reason', detail }]])
    },
  )

  it('records the officer’s reason instead of the route’s', async () => {
    await office.get('/privacy/requests', { 'x-reason': 'incident' })
    const { body } = await office.get('/privacy/audit')
    expect(body.acts.slice(-2)).toMatchObject([
      { action: 'list-requests', reason: 'incident' },
      { action: 'read-audit', reason: 'audit' },
    ])
    expect((await office.get('/privacy/requests', { 'x-reason': 'Ann rang' })).status).toBe(422)
  })

  it('comes first: a call that cannot be recorded is not performed', async () => {
    const clear = stack.faults.inject({
      functionName: 'OfficersDataRequests',
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'error',
      code: 'InternalServerError',
      status: 500,
      times: 10,
    })
    const before = (await office.get('/privacy/audit')).body.acts as object[]
    expect(
      (await office.post('/privacy/requests', { type: 'access', channel: 'post', name: 'Untold' })).status,
    ).toBe(503)
    clear()
    expect((await office.get('/privacy/audit')).body.acts).toHaveLength(before.length + 1)
  })

  it('is sealed with the supporters’ events and owes no mail', async () => {
    await stack.idle()
    expect(await office.sealedHashes()).toEqual(
      expect.arrayContaining(
        ((await office.get('/privacy/audit')).body.acts as { hash: string }[])
          .slice(0, 3)
          .map(({ hash }) => hash),
      ),
    )
    expect(stack.logs.join()).not.toMatch(/mailRejected|hashMalformed/)
  })
})

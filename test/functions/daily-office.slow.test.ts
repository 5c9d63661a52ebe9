import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { settings } from '../support/builders.ts'
import { type Office, officeAt } from '../support/office.ts'
import { personAt, startStack, withFault } from '../support/stack.ts'

let stack: LocalStack
let office: Office
beforeAll(async () => {
  stack = await startStack()
  office = await officeAt(stack, 'privacy-officer')
})
afterAll(() => stack.stop())
afterEach(() => stack.faults.clear())

async function digests() {
  stack.fire('DigestDaily')
  await stack.idle()
  return stack.mailbox.messages.filter(({ to }) => to === settings.organisation.privacyMailbox)
}

describe('the daily digest', () => {
  it('is not sent if nothing is due', async () => {
    expect(await digests()).toEqual([])
  })

  it('lists overdue requests once a day, without names, even if a write’s answer is lost', async () => {
    const ann = personAt(stack)
    const { body } = await office.post('/privacy/requests', {
      type: 'erasure',
      channel: 'email',
      email: ann.email,
      name: 'Ann Example',
      receivedOn: '2026-01-05',
    })
    withFault(stack, {
      functionName: 'DailyOfficeDigest',
      service: 'dynamodb',
      operation: 'PutItem',
      kind: 'lostReply',
    })
    const [mail, ...others] = await digests()
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Data requests: 1 overdue, 0 due within a week, 0 waiting')
    expect(mail?.text).toContain(`${body.id}, erasure: due 5 February 2026`)
    expect(mail?.raw).not.toMatch(/Ann|person-\d/)
    expect(await digests()).toHaveLength(1)
    expect(stack.logs.join()).not.toMatch(/mailRejected|"level":"error"/)
  })
})

describe('the statistics', () => {
  it('are missing before the first count, and then those of the last one', async () => {
    const communications = await officeAt(stack, 'communications')
    expect(await communications.get('/privacy/statistics')).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('once a day') },
    })
    for (const topics of [['stories'], ['stories', 'events']]) {
      const person = personAt(stack)
      await person.signUp({ topics })
      await person.confirm()
    }
    await personAt(stack).signUp()
    await stack.idle()
    for (const _ of [1, 2]) {
      stack.fire('CountDaily')
      await stack.idle()
    }
    const { status, body } = await communications.get('/privacy/statistics')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      supporters: { mailable: 2, byTopic: { stories: 2, events: 1 }, byWhyNot: { pending: 1 } },
      requests: { open: 1, overdue: 1, byType: { erasure: 1 }, byState: { received: 1 } },
    })
  })
})

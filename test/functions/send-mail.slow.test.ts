import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { allowMails, limitSending, waitingIn } from '../support/sending.ts'
import { type Person, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())
afterEach(() => stack.faults.clear())

const sendMail = { functionName: 'SendMail' }

describe('a mail that an event owes', () => {
  it('arrives once even if the function crashes before it begins', async () => {
    stack.faults.inject({ ...sendMail, service: 'dynamodb', operation: 'GetItem', kind: 'crashBefore' })
    const ann = personAt(stack)
    await ann.signUp()
    expect(await ann.mails()).toHaveLength(1)
  })

  it('arrives once even if the function crashes between its claim and the mail service', async () => {
    stack.faults.inject({ ...sendMail, service: 'ses', kind: 'crashBefore' })
    const ann = personAt(stack)
    await ann.signUp()
    await expect.poll(() => ann.mails(), { timeout: 50_000 }).toHaveLength(1)
  })

  it('arrives once even if the mail service throttles for a while', async () => {
    stack.faults.inject({
      ...sendMail,
      service: 'ses',
      kind: 'error',
      code: 'Throttling',
      status: 400,
      message: 'Maximum sending rate exceeded.',
      times: 6,
    })
    const people = Array.from({ length: 6 }, () => personAt(stack))
    await Promise.all(people.map((person) => person.signUp()))
    for (const person of people) expect(await person.mails()).toHaveLength(1)
  })

  it('is not sent again if the answer to the note of its sending is lost', async () => {
    stack.faults.inject({
      ...sendMail,
      service: 'dynamodb',
      operation: 'UpdateItem',
      kind: 'lostReply',
      times: 2,
    })
    const ann = personAt(stack)
    await ann.signUp()
    await expect.poll(() => ann.mails(), { timeout: 50_000 }).toHaveLength(1)
  })

  it('whose answer was lost is sent again, once, half a minute later', async () => {
    stack.faults.inject({ ...sendMail, service: 'ses', kind: 'lostReply' })
    const ann = personAt(stack)
    await ann.signUp()
    await expect.poll(() => ann.mails(), { timeout: 50_000 }).toHaveLength(2)
    expect(await ann.record()).toMatchObject({ mails: [{ sequence: 1, outcome: 'sent' }] })
  })

  it('that the mail service will never accept becomes a dead letter and holds up no other mail', async () => {
    stack.faults.inject({
      ...sendMail,
      service: 'ses',
      kind: 'error',
      code: 'MessageRejected',
      status: 400,
      message: 'Email address is not verified.',
    })
    const refused = personAt(stack)
    await refused.signUp()
    await stack.idle()
    const next = personAt(stack)
    await next.signUp()
    expect(await next.mails()).toHaveLength(1)
    expect(await refused.mails()).toHaveLength(0)
    const letters = waitingIn(stack, 'OutboxDeadLetters').map(({ body }) => JSON.parse(body))
    const { supporterId } = await refused.record()
    expect(letters).toEqual([{ type: 'mail', supporterId, sequence: 1 }])
  })

  it('is not sent to a person who unsubscribed while it waited', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const unsubscribe = await ann.link('unsubscribe')
    stack.faults.inject({ ...sendMail, service: 'dynamodb', operation: 'GetItem', kind: 'delay', ms: 5000 })
    await ann.confirm()
    await ann.request(unsubscribe, { method: 'POST' })
    expect(await ann.mails()).toHaveLength(1)
  })
})

describe('mail beyond the permitted rate', () => {
  afterEach(() => limitSending(stack, { maxSendRate: 1000, max24HourSend: 1_000_000 }))

  const parked = () => stack.logs.filter((line) => line.includes('"sendingQuotaExceeded"')).length
  const untilParked = (before: number) => expect.poll(parked, { timeout: 20_000 }).toBeGreaterThan(before)

  it('takes its time, and all of it arrives', async () => {
    await limitSending(stack, { maxSendRate: 5 })
    const people = Array.from({ length: 12 }, () => personAt(stack))
    await Promise.all(people.map((person) => person.signUp()))
    for (const person of people) expect(await person.mails()).toHaveLength(1)
  })

  it('waits, neither sent nor lost, while the daily quota is used up, and is sent when it renews', async () => {
    const before = parked()
    await allowMails(stack, 0)
    const ann = personAt(stack)
    await ann.signUp()
    await untilParked(before)
    expect(await ann.record()).toMatchObject({ mails: [] })
    await allowMails(stack, 1000)
    expect(await ann.mails()).toHaveLength(1)
  })

  it('also waits if SES refuses it for the quota, whatever its figures said', async () => {
    const before = parked()
    stack.faults.inject({
      ...sendMail,
      service: 'ses',
      operation: 'SendRawEmail',
      kind: 'error',
      code: 'Throttling',
      message: 'Daily message quota exceeded.',
    })
    const ann = personAt(stack)
    await ann.signUp()
    await untilParked(before)
    expect(await ann.record()).toMatchObject({ mails: [expect.not.objectContaining({ outcome: 'sent' })] })
    await allowMails(stack, 1000)
    expect(await ann.mails()).toHaveLength(1)
  })

  it('is sent in order: confirmations first, then the rest', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const confirm = await ann.link('confirm')
    const before = parked()
    await allowMails(stack, 0)
    await ann.request(confirm, { method: 'POST' })
    const ben = personAt(stack)
    await ben.signUp()
    await untilParked(before + 1)
    await allowMails(stack, 1)
    const mailsTo = (person: Person) => stack.mailbox.messages.filter(({ to }) => to === person.email).length
    await expect.poll(() => [mailsTo(ann), mailsTo(ben)]).toEqual([1, 1])
    expect(waitingIn(stack, 'OutboxMails')).toHaveLength(1)
    await allowMails(stack, 1000)
    expect(await ann.mails()).toHaveLength(2)
  })

  it('is not sent to a person who unsubscribed while it waited in its queue', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const unsubscribe = await ann.link('unsubscribe')
    const confirm = await ann.link('confirm')
    const before = parked()
    await allowMails(stack, 0)
    await ann.request(confirm, { method: 'POST' })
    await untilParked(before)
    expect(waitingIn(stack, 'OutboxMails')).toHaveLength(1)
    await ann.request(unsubscribe, { method: 'POST' })
    await allowMails(stack, 1000)
    expect(await ann.mails()).toHaveLength(1)
    expect(stack.logs.join()).toContain('"mailSkipped"')
  })
})

describe('a bounce or complaint reported by the provider', () => {
  it.each([
    ['bounce', 'suppressed', ['sign-up-requested', 'bounced']],
    ['suppressionlist', 'suppressed', ['sign-up-requested', 'bounced']],
    ['mailboxfull', 'pending', ['sign-up-requested', 'soft-bounced']],
    ['delay', 'pending', ['sign-up-requested', 'delayed']],
    ['success', 'pending', ['sign-up-requested', 'delivered']],
    ['notspam', 'pending', ['sign-up-requested', 'delivered']],
    ['contentrejected', 'pending', ['sign-up-requested']],
    ['accountsuppressionlist', 'pending', ['sign-up-requested']],
    ['reject', 'pending', ['sign-up-requested']],
  ])('for mail to %s leaves the supporter %s', async (mailbox, status, types) => {
    const ann = personAt(stack, `${mailbox}+label@simulator.amazonses.com`)
    await ann.signUp()
    await ann.mails()
    const { events, ...record } = await ann.record()
    expect([record.status, events.map(({ type }) => type)]).toEqual([status, types])
    for (const { actor } of events.slice(1)) expect(actor).toBe('provider')
  })

  it('for a delivered mail that is complained about suppresses the supporter', async () => {
    const ann = personAt(stack, 'complaint+label@simulator.amazonses.com')
    await ann.signUp()
    await ann.mails()
    const { events, status } = await ann.record()
    expect(status).toBe('suppressed')
    // SES does not guarantee the order of its two events.
    expect(events.map(({ type }) => type)).toContain('complained')
  })

  it('that is our fault is logged for the alarm, without naming the recipient', async () => {
    const logs = () =>
      stack.logs.filter((line) => line.includes('"mailBlocked"')).map((line) => JSON.parse(line))
    const before = logs().length
    const ann = personAt(stack, 'attachmentrejected+secret@simulator.amazonses.com')
    await ann.signUp()
    await ann.mails()
    expect(logs().slice(before)).toEqual([
      expect.objectContaining({ code: 'mailBlocked', fault: 'content', status: 'AttachmentRejected' }),
    ])
    expect(stack.logs.join()).not.toContain('secret@')
  })

  it('is recorded later if it cannot be at once', async () => {
    stack.faults.inject({
      functionName: 'FeedbackFeedback',
      service: 'dynamodb',
      kind: 'error',
      code: 'InternalServerError',
      status: 500,
      times: 100,
    })
    const ann = personAt(stack, 'bounce+unrecorded@simulator.amazonses.com')
    await ann.signUp()
    await ann.mails()
    expect(await ann.record()).toMatchObject({ status: 'suppressed' })
  })
})

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())
afterEach(() => stack.faults.clear())

const sendMail = { functionName: 'SendMail' }

describe('a mail that an event owes', () => {
  it('arrives once though the function dies before it begins', async () => {
    stack.faults.inject({ ...sendMail, service: 'dynamodb', operation: 'GetItem', kind: 'crashBefore' })
    const ann = personAt(stack)
    await ann.signUp()
    expect(await ann.mails()).toHaveLength(1)
  })

  it('arrives once though the function dies between its claim and the mail service', async () => {
    stack.faults.inject({ ...sendMail, service: 'ses', kind: 'crashBefore' })
    const ann = personAt(stack)
    await ann.signUp()
    await expect.poll(() => ann.mails(), { timeout: 50_000 }).toHaveLength(1)
  })

  it('arrives once though the mail service throttles for a while', async () => {
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

  it('is not sent again when the note of its sending was lost on the way back', async () => {
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

  it('that the mail service will never take goes to the dead letters and holds up nobody', async () => {
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
    const [queue] = stack.deployment
      .ofType('AWS::SQS::Queue')
      .filter(({ logicalId }) => logicalId.startsWith('OutboxDeadLetters'))
    const letters = stack.queues.messages(queue?.arn ?? '').map(({ body }) => JSON.parse(body))
    const { supporterId } = await refused.record()
    expect(letters).toEqual([{ type: 'mail', supporterId, sequence: 1 }])
  })

  it('is not sent to somebody who left while it waited', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const leave = await ann.link('unsubscribe')
    stack.faults.inject({ ...sendMail, service: 'dynamodb', operation: 'GetItem', kind: 'delay', ms: 5000 })
    await ann.confirm()
    await ann.request(leave, { method: 'POST' })
    expect(await ann.mails()).toHaveLength(1)
  })
})

describe('a bounce or complaint that the provider reports', () => {
  it.each([
    ['bounce', 'bounced'],
    ['complaint', 'complained'],
  ])('of a %s suppresses the supporter', async (mailbox, type) => {
    const ann = personAt(stack, `${mailbox}+${type}@simulator.amazonses.com`)
    await ann.signUp()
    await ann.mails()
    expect(await ann.record()).toMatchObject({
      status: 'suppressed',
      events: [{ type: 'requested' }, { type, actor: 'provider' }],
    })
  })

  it('is kept as a dead letter when it cannot be recorded', async () => {
    stack.faults.inject({
      functionName: 'Feedback',
      service: 'dynamodb',
      kind: 'error',
      code: 'InternalServerError',
      status: 500,
      times: 100,
    })
    const ann = personAt(stack, 'bounce+unrecorded@simulator.amazonses.com')
    await ann.signUp()
    const [queue] = stack.deployment
      .ofType('AWS::SQS::Queue')
      .filter(({ logicalId }) => logicalId.startsWith('FeedbackDeadLetters'))
    await expect.poll(() => stack.queues.messages(queue?.arn ?? '').length, { timeout: 50_000 }).toBe(1)
    stack.faults.clear()
    const { supporterId } = await ann.record()
    const [letter] = stack.queues.messages(queue?.arn ?? '').map(({ body }) => JSON.parse(body))
    expect(letter).toEqual({ type: 'bounce', supporterId, mail: 1 })
  })
})

import { GetSendQuotaCommand } from '@aws-sdk/client-ses'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SesEvent } from '../../../../../infra/local/emulator/ses/ses-events.ts'
import { sesLimitsFromEnvironment } from '../../../../../infra/local/emulator/ses/ses-limits.ts'
import { arns, deployment, type Stack, start } from '../endpoint/support.ts'
import { rawMail, send } from './mail.ts'

let stack: Stack
const events: SesEvent[] = []

beforeAll(async () => {
  stack = await start(
    deployment([
      {
        action: 'ses:SendRawEmail',
        resource: [arns.identity, arns.configurationSet],
        more: { Condition: { StringLike: { 'ses:FromAddress': '*@charity.example' } } },
      },
    ]),
  )
  stack.onSesEvent((event) => events.push(event))
})

beforeEach(() => {
  events.length = 0
  stack.mailbox.clear()
  stack.setSesLimits({ maxSendRate: 1000, max24HourSend: 100_000 })
})

afterAll(() => stack.stop())

test('a mail is sent with SES’s Message-ID and without its instructions to SES', async () => {
  const raw = rawMail({
    headers: [
      'Message-ID: <mine@here>',
      'X-SES-CONFIGURATION-SET: mail',
      'List-Unsubscribe: <http://x.example/u>',
    ],
  })
  const { MessageId } = await send(stack, 'writer', raw)
  const [mail] = stack.mailbox.messages
  expect(mail).toMatchObject({
    to: 'amina@person.example',
    from: 'The Charity <hello@charity.example>',
    subject: 'Hello',
    text: 'Good day',
    headers: {
      'List-Unsubscribe': '<http://x.example/u>',
      'Message-ID': `<${MessageId}@eu-west-2.amazonses.com>`,
    },
  })
  expect(mail?.raw).not.toMatch(/X-SES-CONFIGURATION-SET|mine@here/)
})

test('a role needs permission for both the identity and the configuration set', async () => {
  const narrow = await start(deployment([{ action: 'ses:SendRawEmail', resource: arns.identity }]))
  try {
    await send(narrow, 'writer', rawMail())
    await expect(send(narrow, 'writer', rawMail(), { ConfigurationSetName: 'mail' })).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User \`arn:aws:sts::000000000000:assumed-role/writer-role/writer' is not authorized to perform \`ses:SendRawEmail' on resource \`${arns.configurationSet}'`,
    })
  } finally {
    await narrow.stop()
  }
})

test.each([
  [
    'an unverified sender',
    { from: 'a@elsewhere.example' },
    {},
    'MessageRejected',
    'check in region EU-WEST-2: a@elsewhere.example',
  ],
  [
    'a local part beyond ASCII',
    {},
    { Destinations: ['zoë@person.example'] },
    'InvalidParameterValue',
    'Local address',
  ],
  [
    'an address without a domain',
    {},
    { Destinations: ['zoe'] },
    'InvalidParameterValue',
    "Missing final '@domain'",
  ],
  ['raw UTF-8 in a header', { subject: 'Café' }, {}, 'InvalidParameterValue', 'not 7-bit ASCII'],
  ['a header twice', { headers: ['Subject: again'] }, {}, 'InvalidParameterValue', 'Duplicate header'],
  [
    'a line over 998 characters',
    { headers: [`X-Long: ${'x'.repeat(1000)}`] },
    {},
    'InvalidParameterValue',
    '998',
  ],
  [
    'an unknown configuration set',
    {},
    { ConfigurationSetName: 'none' },
    'ConfigurationSetDoesNotExistException',
    '<none>',
  ],
  [
    'more than 50 recipients',
    {},
    { Destinations: Array(51).fill('a@b.example') },
    'InvalidParameterValue',
    'exceeds 50',
  ],
])('%s is refused', async (_, mail, input, name, message) => {
  const attempt = send(stack, 'local', rawMail(mail), input)
  await expect(attempt).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  expect(stack.mailbox.messages).toEqual([])
})

test('a subdomain of a verified domain is verified', async () => {
  await send(stack, 'writer', rawMail({ from: 'a@news.charity.example' })).catch((error) =>
    // The condition of this role names the domain only; the identity is not what fails.
    expect(error.name).toBe('AccessDenied'),
  )
  await send(stack, 'local', rawMail({ from: 'a@news.charity.example' }))
})

test.each([
  [{ maxSendRate: 1 }, 'Maximum sending rate exceeded.'],
  [{ max24HourSend: 1 }, 'Daily message quota exceeded.'],
])('beyond %o the account is throttled', async (limits, message) => {
  const used = (await stack.as('local').ses.send(new GetSendQuotaCommand({}))).SentLast24Hours ?? 0
  const sent = { Destinations: ['a@person.example', 'b@person.example'] }
  stack.setSesLimits('max24HourSend' in limits ? { max24HourSend: used + 1 } : limits)
  await expect(send(stack, 'writer', rawMail(), sent)).rejects.toMatchObject({ name: 'Throttling', message })
})

test('the simulator bounces with the event that the configuration set publishes', async () => {
  const to = 'bounce+case-1@simulator.amazonses.com'
  const raw = rawMail({ to, headers: ['X-SES-MESSAGE-TAGS: purpose=confirmation'] })
  const { MessageId } = await send(stack, 'writer', raw, { ConfigurationSetName: 'mail' })
  await expect.poll(() => events.length).toBe(1)
  expect(events).toMatchObject([
    {
      source: 'aws.ses',
      'detail-type': 'Email Bounced',
      region: 'eu-west-2',
      resources: [arns.configurationSet],
      detail: {
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ emailAddress: to }],
        },
        mail: {
          messageId: MessageId,
          destination: [to],
          tags: { purpose: ['confirmation'], 'ses:configuration-set': ['mail'] },
        },
      },
    },
  ])
})

test('a complaint comes after the delivery, and ordinary mail is delivered', async () => {
  const Destinations = ['complaint@simulator.amazonses.com', 'amina@person.example']
  await send(stack, 'writer', rawMail(), { ConfigurationSetName: 'mail', Destinations })
  await expect
    .poll(() => events.map((event) => event['detail-type']))
    .toEqual(['Email Delivered', 'Email Complaint Received', 'Email Delivered'])
  const delivered = events.flatMap(({ detail }) => detail.delivery?.recipients ?? [])
  expect(delivered).toEqual(Destinations)
})

test.each([
  ['noemail', ['Email Bounced'], { bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail' } }],
  ['mailboxfull', ['Email Bounced'], { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } }],
  [
    'contentrejected',
    ['Email Bounced'],
    { bounce: { bounceType: 'Transient', bounceSubType: 'ContentRejected' } },
  ],
  ['delay', ['Email Delivery Delayed'], { deliveryDelay: { delayType: 'TransientCommunicationFailure' } }],
  ['reject', ['Email Rejected'], { reject: { reason: 'Bad content' } }],
  [
    'notspam',
    ['Email Delivered', 'Email Complaint Received'],
    { complaint: { complaintFeedbackType: 'not-spam' } },
  ],
])('mail to the simulated mailbox %s leads to %o', async (mailbox, types, detail) => {
  const Destinations = [`${mailbox}+label@simulator.amazonses.com`]
  await send(stack, 'writer', rawMail(), { ConfigurationSetName: 'mail', Destinations })
  await expect.poll(() => events.map((event) => event['detail-type'])).toEqual(types)
  expect(events.at(-1)?.detail).toMatchObject(detail)
})

test('the environment sets the limits, and a value that is not a number is named', () => {
  expect(sesLimitsFromEnvironment({})).toEqual({})
  const env = { SES_MAX_SEND_RATE: '14', SES_DAILY_QUOTA: '200' }
  expect(sesLimitsFromEnvironment(env)).toEqual({ maxSendRate: 14, max24HourSend: 200 })
  expect(() => sesLimitsFromEnvironment({ SES_DAILY_QUOTA: 'many' })).toThrow(/SES_DAILY_QUOTA.*"many"/)
})

test('without a configuration set there are no events', async () => {
  await send(stack, 'writer', rawMail({ to: 'bounce@simulator.amazonses.com' }))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(events).toEqual([])
})

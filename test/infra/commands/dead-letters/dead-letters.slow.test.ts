import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Template } from '../../../../infra/local/emulator/template/deployment.ts'
import type { LocalStack } from '../../../../infra/local/local-stack.ts'
import type { Digest } from '../../../../shared/domain/requests/digest.ts'
import { appendDigest } from '../../../../shared/store/digest-item.ts'
import { settings } from '../../../support/builders.ts'
import { clientOf, command } from '../../../support/command.ts'
import { officeAt } from '../../../support/office.ts'
import { complained } from '../../../support/provider-events.ts'
import { tableOf, waitingIn } from '../../../support/sending.ts'
import { settingsWith } from '../../../support/settings-file.ts'
import { actsIn, personAt, startStack, withFault } from '../../../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0 } }) })
})
afterAll(() => stack.stop())
afterEach(() => {
  for (const queue of [
    'OutboxDeadLetters',
    'FeedbackDeadLetters',
    'MyDataLinkRequestsDeadLetters',
    'SealsDeadLetters',
    'SignUpsDeadLetters',
  ])
    stack.queues.purge(arnOf(queue))
})

/** Runs the command as an engineer would. */
async function deadLettersOf(at: LocalStack, ...args: string[]) {
  const env = { ...process.env, AWS_PORT: new URL(at.urls.aws).port }
  const child = spawn(process.execPath, ['infra/commands/dead-letters/dead-letters.ts', ...args], { env })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  return { code, text }
}

function addDeadLetterAt(at: LocalStack, queue: string, letter: object): void {
  at.queues.send(arnOf(queue, at), JSON.stringify(letter))
}

function arnOf(queue: string, at: LocalStack = stack): string {
  const found = at.deployment.ofType('AWS::SQS::Queue').find(({ logicalId }) => logicalId.startsWith(queue))
  return found?.arn ?? ''
}

const deadLetters = (...args: string[]) => deadLettersOf(stack, ...args)
const addDeadLetter = (queue: string, letter: object) => addDeadLetterAt(stack, queue, letter)

const refuseNext = () =>
  stack.faults.inject({
    functionName: 'SendMail',
    service: 'ses',
    operation: 'SendRawEmail',
    kind: 'error',
    code: 'MessageRejected',
  })

/** A person whose confirmation mail SES rejected for good. */
async function refused() {
  refuseNext()
  const person = personAt(stack)
  await person.signUp()
  expect(await person.mails()).toHaveLength(0)
  return person
}

describe('dead letters', () => {
  it('are reported even if there are none', async () => {
    expect(await deadLetters()).toEqual({ code: 0, text: 'There are no dead letters.\n' })
  })

  it('are listed in words, without naming the person, and are still there afterwards', async () => {
    const ann = await refused()
    const { text, code } = await deadLetters()
    expect(code).toBe(0)
    expect(text).toMatch(
      /^Outbox: 1\n\n {2}[0-9a-f]{8} {2}the mail that asks to confirm a sign-up, owed since 20/,
    )
    expect(text).toContain('A person signed up and is waiting for the link.')
    expect(text).toContain('Sends it once, if it is still owed.')
    const { supporterId } = await ann.record()
    expect(text).not.toContain(supporterId)
    expect(text).not.toContain('@')
    expect((await deadLetters()).text).toMatch(/^Outbox: 1/)
  })

  it('that are mails are sent once, however often they are replayed', async () => {
    const ann = await refused()
    const [letter] = waitingIn(stack, 'OutboxDeadLetters')
    const { code, text } = await deadLetters('replay', '--all')
    expect([code, text]).toEqual([0, expect.stringMatching(/^[0-9a-f]{8} {2}The mail is queued\.\n$/)])
    expect(await ann.mails()).toHaveLength(1)
    expect((await deadLetters()).text).toContain('There are no dead letters.')
    stack.queues.send(arnOf('OutboxDeadLetters'), letter?.body ?? '')
    expect((await deadLetters()).text).toContain('the mail was sent after all')
    expect((await deadLetters('replay', '--all')).text).toContain('The mail had already been sent.')
    expect(await ann.mails()).toHaveLength(1)
  })

  it('that are mails to a person who has since unsubscribed are not sent', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const unsubscribe = await ann.link('unsubscribe')
    refuseNext()
    await ann.confirm()
    await ann.mails()
    await ann.request(unsubscribe, { method: 'POST' })
    await deadLetters('replay', '--all')
    expect(await ann.mails()).toHaveLength(1)
  })

  it('that are feedback are recorded', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    const { supporterId } = await ann.record()
    addDeadLetter('FeedbackDeadLetters', { type: 'bounce', supporterId, mail: 1 })
    expect((await deadLetters()).text).toContain('A person who must not be mailed may be mailed.')
    expect((await deadLetters('replay', '--all')).text).toContain('The feedback is queued.')
    await stack.idle()
    expect(await ann.record()).toMatchObject({ status: 'suppressed' })
  })

  it('that are SES’s own events, which no function received, are recorded, and no address is shown', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    const receiver = stack.deployment.functions.find(({ name }) => /-Feedback[0-9A-F]{8}/.test(name))
    addDeadLetter('FeedbackUnreceivedDeadLetters', {
      version: '1.0',
      requestContext: { functionArn: `${receiver?.arn}:$LATEST`, condition: 'EventAgeExceeded' },
      requestPayload: {
        source: 'aws.ses',
        'detail-type': 'Email Complaint Received',
        detail: complained('abuse', { to: [ann.email] }),
      },
    })
    const { text } = await deadLetters()
    expect(text).toContain('an event of SES that no function received: Email Complaint Received')
    expect(text).not.toContain(ann.email)
    expect((await deadLetters('replay', '--all')).text).toContain('The feedback is queued.')
    await stack.idle()
    expect(await ann.record()).toMatchObject({ status: 'suppressed' })
  })

  it('that are an erasure continue it', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    const supporterId = await command(stack, ann, { type: 'erase', method: 'my-data' })
    const { events } = await ann.record()
    const begun = events.find(({ type }) => type === 'erasure-begun')
    await stack.idle()
    addDeadLetter('FollowUpDeadLetters', { type: 'follow-up', supporterId, sequence: begun?.sequence })
    expect((await deadLetters()).text).toContain('an erasure or address change that was not finished')
    expect((await deadLetters('replay', '--all')).text).toContain('The work is queued.')
    await stack.idle()
    const types = (await ann.record()).events.map(({ type }) => type)
    expect(types.filter((type) => type === 'erased')).toHaveLength(1)
    expect(waitingIn(stack, 'FollowUpWork')).toEqual([])
  })

  it('that are requests for the my-data link are made again', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    addDeadLetter('MyDataLinkRequestsDeadLetters', {
      type: 'my-data-link',
      supporterId: (await ann.record()).supporterId,
    })
    expect((await deadLetters()).text).toContain('A person on whom we hold data gets no answer.')
    expect((await deadLetters('replay', '--all')).text).toContain('The request is queued again.')
    await stack.idle()
    expect((await ann.mails()).at(-1)?.subject).toMatch(/^Your links/)
  })

  it('that are sign-ups are recorded once, and listed without personal data', async () => {
    const ann = personAt(stack)
    withFault(stack, {
      functionName: 'RecordSignUp',
      kind: 'error',
      code: 'InternalServerError',
      times: 1000,
    })
    await ann.signUp({ name: 'Ann Example' })
    const [message] = waitingIn(stack, 'SignUpsAccepted')
    stack.queues.purge(arnOf('SignUpsAccepted'))
    stack.faults.clear()
    addDeadLetter('SignUpsDeadLetters', JSON.parse(message?.body ?? ''))
    const { text } = await deadLetters()
    expect(text).toMatch(/^SignUps: 1\n\n {2}[0-9a-f]{8} {2}an accepted sign-up that was not recorded/)
    expect(text).not.toMatch(/@|Ann/)
    expect((await deadLetters('replay', '--all')).text).toContain('The sign-up is queued.')
    expect(await ann.mails()).toHaveLength(1)
    addDeadLetter('SignUpsDeadLetters', JSON.parse(message?.body ?? ''))
    await deadLetters('replay', '--all')
    expect(await ann.mails()).toHaveLength(1)
    expect(actsIn(await ann.record())).toMatchObject([{ type: 'sign-up-requested' }])
  })

  it('that are a daily job run it', async () => {
    const rule = stack.deployment.ofType('AWS::Events::Rule').find(({ name }) => name.includes('CountDaily'))
    addDeadLetter('DailyOfficeDeadLetters', {
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: [rule?.arn],
      detail: {},
    })
    const counts = () => stack.logs.filter((line) => line.includes('"counted"'))
    expect(counts()).toHaveLength(0)
    expect((await deadLetters()).text).toContain('a daily job that failed')
    expect((await deadLetters('replay', '--all')).text).toContain('The job has started.')
    await stack.idle()
    expect(counts()).toHaveLength(1)
  })

  it('that cannot be replayed stay, with the reason, until they are discarded', async () => {
    addDeadLetter('SealsDeadLetters', { secret: 'ann@example.org' })
    const replayed = await deadLetters('replay', '--all')
    expect(replayed.code).toBe(1)
    expect(replayed.text).toMatch(/Look at the message in the SQS console/)
    const { text } = await deadLetters()
    expect(text).toMatch(/^Seals: 1/)
    expect(text).not.toContain('ann@')
    const ids = [...text.matchAll(/^ {2}([0-9a-f]{8}) /gm)].map(([, id = '']) => id)
    expect((await deadLetters('discard', ...ids)).code).toBe(0)
    expect((await deadLetters()).text).toContain('There are no dead letters.')
  })

  it('are left alone by a command that names none, or an unknown one', async () => {
    expect(await deadLetters('discard')).toMatchObject({
      code: 2,
      text: expect.stringContaining('npm run dead-letters'),
    })
    expect(await deadLetters('discard', '--all')).toMatchObject({ code: 2 })
    expect(await deadLetters('replay', '00000000')).toMatchObject({
      code: 1,
      text: expect.stringContaining('No such letter'),
    })
  })
})

describe('events that a stream’s function never received', () => {
  let withoutFollowers: LocalStack
  beforeAll(async () => {
    withoutFollowers = await startStack({ transform: withoutLedgerFollowers })
  })
  afterAll(() => withoutFollowers.stop())

  const replay = async (queue: string, functionNamePart: string) => {
    addDeadLetterAt(withoutFollowers, queue, notDelivered(withoutFollowers, functionNamePart))
    const { text: listed } = await deadLettersOf(withoutFollowers)
    const { text: done } = await deadLettersOf(withoutFollowers, 'replay', '--all')
    await withoutFollowers.idle()
    return listed + done
  }

  it('are read from the ledger and delivered again: mails are sent, erasures end, events are sealed', async () => {
    const [ann, ben] = [personAt(withoutFollowers), personAt(withoutFollowers)]
    await ann.signUp()
    await ben.signUp()
    await command(withoutFollowers, ann, { type: 'erase', method: 'my-data' })
    const [day, none] = [new Date().toISOString().slice(0, 10), { first: [], more: 0 }]
    const due = { first: [{ id: '7K3M-9QXP', type: 'access', dueOn: day }], more: 0 }
    const digest = { day, overdue: due, soon: none, waiting: none, outcome: none } as unknown as Digest
    await appendDigest(clientOf(withoutFollowers), tableOf(withoutFollowers, 'Ledger'), digest)
    for (const person of [ann, ben]) expect(await person.mails()).toHaveLength(0)
    expect((await ann.record()).events.map(({ type }) => type)).not.toContain('erased')

    const mails = await replay('OutboxDeadLetters', 'EnqueueWork')
    expect(mails).toMatch(/1000 new ledger events that \S+EnqueueWork\S+ could not process/)
    expect(mails).toMatch(/ Processed 4 events\.\n$/)
    expect(
      withoutFollowers.mailbox.messages.filter(({ to }) => to === settings.organisation.privacyMailbox),
    ).toHaveLength(1)
    expect(await ben.mails()).toHaveLength(1)
    expect((await ann.mails()).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Your data has been deleted/),
    ])

    expect((await ann.record()).events.map(({ type }) => type)).toContain('erased')

    expect(await replay('SealsDeadLetters', 'CollectLeaves')).toMatch(/ Processed \d events\.\n$/)
    const { hash } = (await ben.record()).events[0] ?? {}
    expect(await (await officeAt(withoutFollowers, 'auditor')).sealedHashes()).toContain(hash)
  })
})

/** Removes the functions that follow the ledger's stream, as after a day in which none could run. */
function withoutLedgerFollowers(template: Template): Template {
  const kept = Object.entries(template.Resources).filter(
    ([, { Type, Properties }]) =>
      Type !== 'AWS::Lambda::EventSourceMapping' || !('StartingPosition' in (Properties ?? {})),
  )
  return { ...template, Resources: Object.fromEntries(kept) }
}

/** The message that Lambda would send about the last minutes' events, if the function had never received them. */
function notDelivered({ deployment }: LocalStack, functionNamePart: string): object {
  const fn = deployment.functions.find(({ name }) => name.includes(functionNamePart))
  const now = Date.now()
  return {
    requestContext: { functionArn: fn?.arn, condition: 'RecordAgeExceeded' },
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000001',
      startSequenceNumber: '1',
      endSequenceNumber: '1000',
      approximateArrivalOfFirstRecord: new Date(now - 60_000).toISOString(),
      approximateArrivalOfLastRecord: new Date(now).toISOString(),
      batchSize: 1000,
      streamArn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/Ledger/stream/2026-01-01T00:00:00.000',
    },
  }
}

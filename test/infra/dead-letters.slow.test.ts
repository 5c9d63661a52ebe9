import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { waitingIn } from '../support/sending.ts'
import { settingsWith } from '../support/settings-file.ts'
import { personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({ settingsFile: settingsWith({ confirmation: { cooldownMinutes: 0 } }) })
})
afterAll(() => stack.stop())
afterEach(() => {
  for (const queue of [
    'OutboxDeadLetters',
    'FeedbackDeadLetters',
    'LinkRequestsDeadLetters',
    'SealsDeadLetters',
  ])
    stack.queues.purge(arnOf(queue))
})

/** The command, as an engineer types it. */
async function deadLetters(...args: string[]) {
  const env = { ...process.env, AWS_PORT: new URL(stack.urls.aws).port }
  const child = spawn(process.execPath, ['infra/dead-letters.ts', ...args], { env })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const [code] = await once(child, 'close')
  return { code, text }
}

function arnOf(queue: string): string {
  const found = stack.deployment
    .ofType('AWS::SQS::Queue')
    .find(({ logicalId }) => logicalId.startsWith(queue))
  return found?.arn ?? ''
}

const giveUp = (queue: string, letter: object) => stack.queues.send(arnOf(queue), JSON.stringify(letter))

const refuseNext = () =>
  stack.faults.inject({
    functionName: 'SendMail',
    service: 'ses',
    operation: 'SendRawEmail',
    kind: 'error',
    code: 'MessageRejected',
  })

/** Somebody whose confirmation SES refused for good. */
async function refused() {
  refuseNext()
  const person = personAt(stack)
  await person.signUp()
  expect(await person.mails()).toHaveLength(0)
  return person
}

describe('the dead letters', () => {
  it('are none, and that is said', async () => {
    expect(await deadLetters()).toEqual({ code: 0, text: 'Nothing has been given up.\n' })
  })

  it('are listed in words, without a word about whom, and are still there afterwards', async () => {
    const ann = await refused()
    const { text, code } = await deadLetters()
    expect(code).toBe(0)
    expect(text).toMatch(
      /^Outbox: 1\n\n {2}[0-9a-f]{8} {2}the mail that asks to confirm a sign-up, owed since 20/,
    )
    expect(text).toContain('Somebody signed up and waits for the link.')
    expect(text).toContain('It is sent, once, if it is still owed.')
    const { supporterId } = await ann.record()
    expect(text).not.toContain(supporterId)
    expect(text).not.toContain('@')
    expect((await deadLetters()).text).toMatch(/^Outbox: 1/)
  })

  it('that are mails are sent when they are replayed, once, however often', async () => {
    const ann = await refused()
    const [letter] = waitingIn(stack, 'OutboxDeadLetters')
    const { code, text } = await deadLetters('replay', '--all')
    expect([code, text]).toEqual([0, expect.stringMatching(/^[0-9a-f]{8} {2}It is queued\.\n$/)])
    expect(await ann.mails()).toHaveLength(1)
    expect((await deadLetters()).text).toContain('Nothing has been given up.')
    stack.queues.send(arnOf('OutboxDeadLetters'), letter?.body ?? '')
    expect((await deadLetters()).text).toContain('it was sent after all')
    expect((await deadLetters('replay', '--all')).text).toContain('It was sent before.')
    expect(await ann.mails()).toHaveLength(1)
  })

  it('that are mails to somebody who has left meanwhile are not sent', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    const leave = await ann.link('unsubscribe')
    refuseNext()
    await ann.confirm()
    await ann.mails()
    await ann.request(leave, { method: 'POST' })
    await deadLetters('replay', '--all')
    expect(await ann.mails()).toHaveLength(1)
  })

  it('that are feedback are recorded', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    const { supporterId } = await ann.record()
    giveUp('FeedbackDeadLetters', { type: 'bounce', supporterId, mail: 1 })
    expect((await deadLetters()).text).toContain('Somebody who must get no more mail may get it.')
    expect((await deadLetters('replay', '--all')).text).toContain('It is recorded now.')
    await stack.idle()
    expect(await ann.record()).toMatchObject({ status: 'suppressed' })
  })

  it('that are somebody’s asking for their links are asked again', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    await ann.mails()
    giveUp('LinkRequestsDeadLetters', { type: 'ask', supporterId: (await ann.record()).supporterId })
    expect((await deadLetters()).text).toContain('They have no answer, if anything is held of them.')
    expect((await deadLetters('replay', '--all')).text).toContain('It is asked again.')
    await stack.idle()
    expect((await ann.mails()).at(-1)?.subject).toMatch(/^Your links/)
  })

  it('that are a batch of the stream are queued from it, and nobody gets a mail twice', async () => {
    const ann = personAt(stack)
    await ann.signUp()
    expect(await ann.mails()).toHaveLength(1)
    giveUp('OutboxDeadLetters', await wholeStream())
    expect((await deadLetters()).text).toMatch(/new events? of the ledger that \S+EnqueueMail\S+ never took/)
    expect((await deadLetters('replay', '--all')).text).toMatch(/\d+ mails are queued\./)
    expect(await ann.mails()).toHaveLength(1)
  })

  it('that cannot be replayed stay, and say why; discarded, they are gone', async () => {
    giveUp('SealsDeadLetters', { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} })
    giveUp('SealsDeadLetters', { secret: 'ann@example.org' })
    const replayed = await deadLetters('replay', '--all')
    expect(replayed.code).toBe(1)
    expect(replayed.text).toMatch(/discard it when the next run has come/)
    const { text } = await deadLetters()
    expect(text).toMatch(/^Seals: 2/)
    expect(text).not.toContain('ann@')
    const ids = [...text.matchAll(/^ {2}([0-9a-f]{8}) /gm)].map(([, id = '']) => id)
    expect((await deadLetters('discard', ...ids)).code).toBe(0)
    expect((await deadLetters()).text).toContain('Nothing has been given up.')
  })

  it('are not touched by a command that names none, or one that is not there', async () => {
    expect(await deadLetters('discard')).toMatchObject({
      code: 2,
      text: expect.stringContaining('npm run dead-letters'),
    })
    expect(await deadLetters('discard', '--all')).toMatchObject({ code: 2 })
    expect(await deadLetters('replay', '00000000')).toMatchObject({
      code: 1,
      text: expect.stringContaining('no such letter'),
    })
  })
})

/** What Lambda would say of all that the ledger's stream has. */
async function wholeStream(): Promise<object> {
  const client = new DynamoDBStreamsClient({
    endpoint: stack.urls.aws,
    region: stack.deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const mapping = stack.deployment
    .ofType('AWS::Lambda::EventSourceMapping')
    .find(({ properties }) => String(properties.FunctionName).includes('EnqueueMail'))
  const StreamArn = String(mapping?.properties.EventSourceArn)
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId ?? ''
  const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(from))
  const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }))
  client.destroy()
  const fn = stack.deployment.functionOf(String(mapping?.properties.FunctionName))
  return {
    requestContext: { functionArn: fn.arn, condition: 'RecordAgeExceeded' },
    DDBStreamBatchInfo: {
      shardId: ShardId,
      startSequenceNumber: Records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: Records.at(-1)?.dynamodb?.SequenceNumber,
      batchSize: Records.length,
      streamArn: StreamArn,
    },
  }
}

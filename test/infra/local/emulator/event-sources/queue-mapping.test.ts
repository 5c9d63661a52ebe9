import { SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { QueueMapping } from '../../../../../infra/local/emulator/event-sources/queue-mapping.ts'
import type { Invocation } from '../../../../../infra/local/emulator/lambda/sandbox.ts'
import type { LocalFunction, LocalResource } from '../../../../../infra/local/emulator/template/deployment.ts'
import { arns, deployment, type Stack, start } from '../endpoint/support.ts'

let stack: Stack
let sqs: SQSClient
const started: QueueMapping[] = []

beforeEach(async () => {
  stack = await start(deployment([]))
  sqs = new SQSClient({
    endpoint: stack.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((mapping) => mapping.stop()))
  sqs.destroy()
  await stack.stop()
})

interface Event {
  Records: { messageId: string; body: string }[]
}

function consume(properties: object, answer: (event: Event) => Promise<Invocation>): void {
  const mapping = new QueueMapping({
    mapping: { logicalId: 'Mapping', properties } as unknown as LocalResource,
    fn: { name: 'consumer' } as unknown as LocalFunction,
    queue: stack.deployment.ofType('AWS::SQS::Queue').find(({ name }) => name === 'work') as LocalResource,
    region: 'eu-west-2',
    sqs,
    invoke: (_fn, event) => answer(event as Event),
    log: () => {},
  })
  started.push(mapping)
  mapping.start()
}

const send = (...bodies: string[]) => bodies.map((body) => stack.queues.send(arns.work, body))
const left = () => stack.queues.messages(arns.work).map(({ body }) => body)
const done: Invocation = { ok: true, payload: null }

test('messages that succeed are deleted; those that the function reports stay hidden until their timeout', async () => {
  const seen: string[] = []
  consume({ FunctionResponseTypes: ['ReportBatchItemFailures'] }, async ({ Records }) => {
    seen.push(...Records.map(({ body }) => body))
    const failed = Records.filter(({ body }) => body === 'bad')
    const batchItemFailures = failed.map(({ messageId }) => ({ itemIdentifier: messageId }))
    return { ok: true, payload: { batchItemFailures } }
  })
  send('good', 'bad')
  await expect.poll(left).toEqual(['bad'])
  const [message] = stack.queues.messages(arns.work)
  expect(message?.visibleAt).toBeGreaterThan(Date.now() + 20_000)
  expect(seen.toSorted()).toEqual(['bad', 'good'])
})

test('a batch whose function fails stays whole', async () => {
  let invocations = 0
  consume({}, async () => {
    invocations += 1
    return { ok: false, error: { errorType: 'Error', errorMessage: 'no' } }
  })
  send('a', 'b')
  await expect.poll(() => invocations).toBeGreaterThan(0)
  expect(left()).toEqual(['a', 'b'])
})

test('the template limits the number of concurrent batches', async () => {
  let running = 0
  let most = 0
  const held: (() => void)[] = []
  consume({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }, async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((release) => held.push(release))
    running -= 1
    return done
  })
  send('a', 'b', 'c', 'd')
  await expect.poll(() => held.length).toBe(2)
  for (let released = 0; released < 4; released++) {
    await expect.poll(() => held.length).toBeGreaterThan(released)
    held[released]?.()
  }
  await expect.poll(left).toEqual([])
  expect(most).toBe(2)
})

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arns, deployment, type Stack, start } from '../endpoint/support.ts'

let stack: Stack
const work = { QueueUrl: 'http://127.0.0.1:8027/000000000000/work' }
const dead = { QueueUrl: 'http://127.0.0.1:8027/000000000000/dead' }

beforeAll(async () => {
  stack = await start(deployment([{ action: 'sqs:SendMessage', resource: arns.work }]))
})

afterAll(() => stack.stop())

test('a message that is received too often ends in the dead-letter queue', async () => {
  const { sqs } = stack.as('local')
  await stack.as('writer').sqs.send(new SendMessageCommand({ ...work, MessageBody: 'heavy' }))
  for (const count of ['1', '2']) {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ ...work, VisibilityTimeout: 0 }))
    expect(Messages?.[0]).toMatchObject({ Body: 'heavy', Attributes: { ApproximateReceiveCount: count } })
  }
  expect((await sqs.send(new ReceiveMessageCommand(work))).Messages).toBeUndefined()
  expect(stack.queues.messages(arns.dead).map(({ body }) => body)).toEqual(['heavy'])
  await sqs.send(new PurgeQueueCommand(dead))
  expect(stack.queues.messages(arns.dead)).toEqual([])
})

test('a received message is hidden until it is released, and gone once deleted', async () => {
  const { sqs } = stack.as('local')
  const Entries = [
    { Id: '1', MessageBody: 'a' },
    { Id: '2', MessageBody: 'b' },
  ]
  await sqs.send(new SendMessageBatchCommand({ ...dead, Entries }))
  const first = await receive()
  expect(await count()).toEqual({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
  })
  await sqs.send(new ChangeMessageVisibilityCommand({ ...dead, ReceiptHandle: first, VisibilityTimeout: 0 }))
  await sqs.send(new DeleteMessageCommand({ ...dead, ReceiptHandle: await receive() }))
  expect(stack.queues.messages(arns.dead).map(({ body }) => body)).toEqual(['b'])
})

test('a receiver waits for a message', async () => {
  const { sqs } = stack.as('local')
  const waiting = sqs.send(new ReceiveMessageCommand({ ...work, WaitTimeSeconds: 5 }))
  setTimeout(() => stack.queues.send(arns.work, 'late'), 60)
  expect((await waiting).Messages?.[0]?.Body).toBe('late')
})

test('an unknown queue has the error code of the query protocol', async () => {
  const missing = stack.as('local').sqs.send(new GetQueueUrlCommand({ QueueName: 'missing' }))
  await expect(missing).rejects.toMatchObject({
    name: expect.stringMatching(/QueueDoesNotExist|NonExistentQueue/),
  })
})

async function receive(): Promise<string | undefined> {
  const { Messages } = await stack.as('local').sqs.send(new ReceiveMessageCommand(dead))
  return Messages?.[0]?.ReceiptHandle
}

async function count() {
  const AttributeNames = [
    'ApproximateNumberOfMessages' as const,
    'ApproximateNumberOfMessagesNotVisible' as const,
  ]
  const { Attributes } = await stack
    .as('local')
    .sqs.send(new GetQueueAttributesCommand({ ...dead, AttributeNames }))
  return Attributes
}

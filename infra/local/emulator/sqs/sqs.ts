import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, AwsError, type Call, type Json, unknownOperation } from '../endpoint/call.ts'
import { jsonProtocol } from '../endpoint/protocols/json.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'
import { md5, type Queue, type QueuedMessage, type Queues } from './queues.ts'

/** Serves standard queues. Message attributes are kept, but not hashed. */
export function sqs(deployment: Deployment, queues: Queues): AwsService {
  const operations: Record<string, (queue: Queue, input: Json) => Json | Promise<Json>> = {
    SendMessage: (queue, input) => sent(queues, queue, input),
    SendMessageBatch: (queue, input) => batch(input, (entry) => sent(queues, queue, entry)),
    ReceiveMessage: (queue, input) => receive(queues, queue, input),
    DeleteMessage: (queue, input) => deleted(queues, queue, input),
    DeleteMessageBatch: (queue, input) => batch(input, (entry) => deleted(queues, queue, entry)),
    ChangeMessageVisibility: (queue, input) => changed(queues, queue, input),
    GetQueueAttributes: (queue, input) => ({ Attributes: attributes(queue, input.AttributeNames ?? []) }),
    PurgeQueue: ({ arn }) => {
      queues.purge(arn)
      return {}
    },
  }
  return {
    name: 'sqs',
    protocol: jsonProtocol({ target: 'AmazonSQS', namespace: 'com.amazonaws.sqs#', queryErrorCode }),
    accesses: (call) => queueAccesses(call, queues, deployment),
    refuse: ({ message }) => new AwsError('AccessDeniedException', message, 403),
    handle: async (call) => {
      const { operation, input } = call
      if (operation === 'ListQueues')
        return { QueueUrls: queues.names().map((name) => url(name, deployment)) }
      const queue = queues.find(String(input.QueueUrl ?? input.QueueName))
      if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')
      if (operation === 'GetQueueUrl') return { QueueUrl: url(queue.name, deployment) }
      const carryOut = operations[operation]
      if (!carryOut) throw unknownOperation(call)
      return carryOut(queue, input)
    },
  }
}

function queryErrorCode(code: string): string {
  return code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : code
}

/** Lists permissions: a batch needs the permission of its single form, and ListQueues names no queue. */
function queueAccesses(
  { operation, input }: Call,
  queues: Queues,
  { region, accountId }: Deployment,
): Access[] {
  if (operation === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*' }]
  const name = String(input.QueueUrl ?? input.QueueName)
  const arn = queues.find(name)?.arn ?? `arn:aws:sqs:${region}:${accountId}:${name.split('/').at(-1)}`
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arn }]
}

function url(name: string, deployment: Deployment): string {
  return deployment.ofType('AWS::SQS::Queue').find((queue) => queue.name === name)?.physicalId ?? name
}

function sent(queues: Queues, { arn }: Queue, { MessageBody, DelaySeconds, MessageAttributes }: Json): Json {
  if (Buffer.byteLength(MessageBody) > 1024 * 1024)
    throw new AwsError(
      'InvalidParameterValue',
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    )
  const options = {
    attributes: MessageAttributes ?? {},
    ...(DelaySeconds === undefined ? {} : { delay: DelaySeconds }),
  }
  const { id } = queues.send(arn, MessageBody, options)
  return { MessageId: id, MD5OfMessageBody: md5(MessageBody) }
}

async function receive(queues: Queues, { arn }: Queue, input: Json): Promise<Json> {
  const deadline = Date.now() + Number(input.WaitTimeSeconds ?? 0) * 1000
  for (;;) {
    const messages = queues.receive(arn, input.MaxNumberOfMessages ?? 1, input.VisibilityTimeout)
    if (messages.length > 0) return { Messages: messages.map(received) }
    if (Date.now() >= deadline) return {}
    await sleep(50)
  }
}

function received(message: QueuedMessage): Json {
  const {
    id,
    body,
    receiptHandle,
    sentAt,
    receiveCount,
    firstReceivedAt,
    attributes: MessageAttributes,
  } = message
  return {
    MessageId: id,
    ReceiptHandle: receiptHandle,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: {
      SentTimestamp: String(sentAt),
      ApproximateReceiveCount: String(receiveCount),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    ...(Object.keys(MessageAttributes).length > 0 ? { MessageAttributes } : {}),
  }
}

/** Deletes a message; as in SQS, an old receipt succeeds and deletes nothing. */
function deleted(queues: Queues, { arn }: Queue, { ReceiptHandle }: Json): Json {
  queues.delete(arn, ReceiptHandle)
  return {}
}

function changed(queues: Queues, { arn }: Queue, { ReceiptHandle, VisibilityTimeout }: Json): Json {
  if (queues.changeVisibility(arn, ReceiptHandle, VisibilityTimeout)) return {}
  throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
}

function batch({ Entries = [] }: Json, each: (entry: Json) => Json): Json {
  if (Entries.length === 0 || Entries.length > 10)
    throw new AwsError('TooManyEntriesInBatchRequest', 'Batches hold 1 to 10 entries.')
  return { Successful: Entries.map((entry: Json) => ({ Id: entry.Id, ...each(entry) })), Failed: [] }
}

function attributes(queue: Queue, names: string[]): Json {
  const now = Date.now()
  const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now)
  const delayed = queue.messages.filter(
    ({ visibleAt, receiveCount }) => visibleAt > now && receiveCount === 0,
  )
  const all: Json = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible.length),
    ApproximateNumberOfMessagesNotVisible: String(queue.messages.length - visible.length - delayed.length),
    ApproximateNumberOfMessagesDelayed: String(delayed.length),
    VisibilityTimeout: String(queue.visibilityTimeout),
    DelaySeconds: String(queue.delay),
    MessageRetentionPeriod: String(queue.retention),
  }
  if (names.includes('All')) return all
  return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]))
}

import { type EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge'
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { priorityOf } from '../../../shared/mail/kinds.ts'
import { followerOf, replayBatch } from './batches.ts'
import { type Letter, readLetter } from './letters.ts'
import { type OwedState, owedState, reopen, type Tables } from './owed-state.ts'
import { type Description, describe } from './words.ts'

export interface WorkbenchClients {
  readonly sqs: SQSClient
  readonly lambda: LambdaClient
  readonly events: EventBridgeClient
  readonly tables: Tables
  readonly stackName: string
}

/** A dead letter, invisible in its queue until it is put back, replayed or discarded. */
export interface Held {
  /** The beginning of the message's id, long enough to be unique. */
  readonly id: string
  /** The name of the queue's construct, such as `Outbox`. */
  readonly from: string
  readonly since: Date
  /** How often it was received, before and after it became a dead letter. */
  readonly received: number
  readonly description: Description
  readonly letter: Letter
  readonly state: OwedState | undefined
  readonly queueUrl: string
  readonly message: Message
}

/** Seconds for which letters are held, longer than the command takes. If the command dies, they reappear after that. */
const heldFor = 120

/** Takes all letters from the stack's dead-letter queues. The caller must put back those that it does not handle. */
export async function takeAll(clients: WorkbenchClients): Promise<Held[]> {
  const urls = (await queuesOf(clients)).filter(isDeadLetterQueue)
  const held = await Promise.all(
    urls.map(async (url) => {
      const messages = await receiveAll(clients.sqs, url)
      return Promise.all(messages.map((message) => toHeld(clients, url, message)))
    }),
  )
  return held.flat().toSorted((left, right) => left.since.getTime() - right.since.getTime())
}

export async function putBack({ sqs }: WorkbenchClients, { queueUrl, message }: Held): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  )
}

export async function discard({ sqs }: WorkbenchClients, { queueUrl, message }: Held): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }))
}

/**
 * Returns a letter to its origin, then deletes it. If the command dies in between, the next replay repeats the work;
 * a sent mail and recorded feedback are not repeated.
 * @returns a report in words, and whether the letter was handled; if not, it stays
 */
export async function replay(
  clients: WorkbenchClients,
  held: Held,
): Promise<{ done: boolean; report: string }> {
  const { letter, state, description } = held
  switch (letter.kind) {
    case 'mail': {
      if (!state) return { done: false, report: description.onReplay }
      if (state.outcome !== 'sent') {
        await reopen(clients.tables, letter)
        await queueMail(clients, state.mail, held.message.Body ?? '')
      }
      await discard(clients, held)
      return {
        done: true,
        report: state.outcome === 'sent' ? 'The mail had already been sent.' : 'The mail is queued.',
      }
    }
    case 'feedback':
      return requeue(clients, held, 'FeedbackUnrecorded', 'The feedback is queued.')
    case 'provider-event':
      await accept(clients, letter.functionArn, JSON.stringify(letter.event))
      await discard(clients, held)
      return { done: true, report: 'The feedback is queued.' }
    case 'sign-up':
      return requeue(clients, held, 'SignUpsAccepted', 'The sign-up is queued.')
    case 'my-data-link':
      return requeue(clients, held, 'MyDataLinkRequests', 'The request is queued again.')
    case 'follow-up':
      return requeue(clients, held, 'FollowUpWork', 'The work is queued.')
    case 'batch': {
      if (!followerOf(letter.functionArn)) return { done: false, report: description.onReplay }
      const processed = await replayBatch(clients.tables, clients.lambda, letter)
      if (processed === undefined) return { done: false, report: 'The function failed again. See its log.' }
      await discard(clients, held)
      return { done: true, report: `Processed ${processed} ${processed === 1 ? 'event' : 'events'}.` }
    }
    case 'schedule': {
      await runAgain(clients, letter.rule, held.message.Body ?? '')
      await discard(clients, held)
      return { done: true, report: 'The job has started. If it fails again, it becomes a dead letter again.' }
    }
    case 'unknown':
      return { done: false, report: description.onReplay }
    default:
      return letter satisfies never
  }
}

/** Returns a letter unchanged to the queue that it came from. */
async function requeue(clients: WorkbenchClients, held: Held, queue: string, report: string) {
  await put(clients, queue, held.message.Body ?? '')
  await discard(clients, held)
  return { done: true, report }
}

async function toHeld(clients: WorkbenchClients, queueUrl: string, message: Message): Promise<Held> {
  const letter = readLetter(message.Body ?? '')
  const state = letter.kind === 'mail' ? await owedState(clients.tables, letter) : undefined
  const { SentTimestamp, ApproximateReceiveCount } = message.Attributes ?? {}
  return {
    id: (message.MessageId ?? '').slice(0, 8),
    from: nameOf(queueUrl)
      .slice(clients.stackName.length + 1)
      .replace(/DeadLetters.*$/, ''),
    since: new Date(Number(SentTimestamp)),
    received: Number(ApproximateReceiveCount),
    description: describe(letter, state),
    letter,
    state,
    queueUrl,
    message,
  }
}

/**
 * Receives all messages. SQS asks only some of its servers at a time, so a queue counts as empty after two empty
 * answers.
 */
async function receiveAll(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const messages: Message[] = []
  for (let empty = 0; empty < 2; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: heldFor,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    )
    messages.push(...Messages)
    empty = Messages.length === 0 ? empty + 1 : 0
  }
  return messages
}

async function queuesOf({ sqs, stackName }: WorkbenchClients): Promise<string[]> {
  const urls: string[] = []
  let NextToken: string | undefined
  do {
    const page = await sqs.send(
      new ListQueuesCommand({ QueueNamePrefix: `${stackName}-`, MaxResults: 1000, NextToken }),
    )
    urls.push(...(page.QueueUrls ?? []))
    NextToken = page.NextToken
  } while (NextToken)
  return urls
}

const queueMail = (clients: WorkbenchClients, mail: string, body: string) =>
  put(clients, priorityOf(mail) === 'first' ? 'OutboxConfirmations' : 'OutboxMails', body)

/** Sends a message to a queue. @param logicalId as in the template, without the CDK's suffix */
async function put(clients: WorkbenchClients, logicalId: string, MessageBody: string): Promise<void> {
  const beginning = `${clients.stackName}-${logicalId}`
  const urls = await queuesOf(clients)
  // A construct's dead-letter queue may begin with the same name.
  const QueueUrl = urls.find((url) => nameOf(url).startsWith(beginning) && !isDeadLetterQueue(url))
  if (!QueueUrl) throw new Error(`There is no queue ${beginning}…`)
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
}

/** Runs a scheduled job as its rule would, with the function's own retries and dead-letter queue. */
async function runAgain({ events, lambda }: WorkbenchClients, Rule: string, body: string): Promise<void> {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }))
  for (const { Arn = '' } of Targets) await accept({ lambda }, Arn, body)
}

/** Invokes a function with an event, asynchronously: Lambda retries, and keeps what it gives up as the function says. */
async function accept(
  { lambda }: Pick<WorkbenchClients, 'lambda'>,
  FunctionName: string,
  event: string,
): Promise<void> {
  const Payload = Buffer.from(event)
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }))
}

const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)
const isDeadLetterQueue = (url: string) => nameOf(url).includes('DeadLetters')

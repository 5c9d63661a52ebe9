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

/** One dead letter, taken out of its queue's sight until it is put back, replayed or discarded. */
export interface Held {
  /** The beginning of the message's id: enough to name it by. */
  readonly id: string
  /** Of the queue's construct, such as `Outbox`. */
  readonly from: string
  readonly since: Date
  /** How often it was received, before and since. */
  readonly received: number
  readonly description: Description
  readonly letter: Letter
  readonly state: OwedState | undefined
  readonly queueUrl: string
  readonly message: Message
}

/** Seconds that letters are held: longer than a person's command takes; a command that dies gives them back by then. */
const heldFor = 120

/** Takes all letters of all of the stack's dead-letter queues. Put back what you leave. */
export async function takeAll(clients: WorkbenchClients): Promise<Held[]> {
  const urls = (await queuesOf(clients)).filter((url) => nameOf(url).includes('DeadLetters'))
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
 * Hands the letter back to where it came from, then takes it away: a command that dies between does it twice, and what
 * is sent or recorded already is not again.
 * @returns what was done, in words; the letter stays if nothing could be
 */
export async function replay(
  clients: WorkbenchClients,
  held: Held,
): Promise<{ done: boolean; says: string }> {
  const { letter, state, description } = held
  switch (letter.kind) {
    case 'mail': {
      if (!state) return { done: false, says: description.replay }
      if (state.outcome !== 'sent') {
        await reopen(clients.tables, letter)
        await queueMail(clients, state.mail, held.message.Body ?? '')
      }
      await discard(clients, held)
      return { done: true, says: state.outcome === 'sent' ? 'It was sent before.' : 'It is queued.' }
    }
    case 'feedback':
      await put(clients, 'FeedbackUnrecorded', held.message.Body ?? '')
      await discard(clients, held)
      return { done: true, says: 'It is recorded now.' }
    case 'my-data-link':
      await put(clients, 'LinkRequestsAsked', held.message.Body ?? '')
      await discard(clients, held)
      return { done: true, says: 'It is asked again.' }
    case 'batch': {
      if (!followerOf(letter.functionArn)) return { done: false, says: description.replay }
      const taken = await replayBatch(clients.tables, clients.lambda, letter)
      if (taken === undefined) return { done: false, says: 'It failed again: the function’s log says why.' }
      await discard(clients, held)
      return { done: true, says: `${taken} ${taken === 1 ? 'event was' : 'events were'} taken.` }
    }
    case 'schedule': {
      await runAgain(clients, letter.rule, held.message.Body ?? '')
      await discard(clients, held)
      return { done: true, says: 'It runs now: should it fail again, it comes back here.' }
    }
    case 'unknown':
      return { done: false, says: description.replay }
    default:
      return letter satisfies never
  }
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

/** A queue answers from a part of its servers: it is empty when it said so twice, having been asked to wait. */
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

/** @param logicalId as the template has it, but for what the CDK adds */
async function put(clients: WorkbenchClients, logicalId: string, MessageBody: string): Promise<void> {
  const beginning = `${clients.stackName}-${logicalId}`
  const QueueUrl = (await queuesOf(clients)).find((url) => nameOf(url).startsWith(beginning))
  if (!QueueUrl) throw new Error(`There is no queue ${beginning}…`)
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
}

/** What a schedule would have done, with the retries and the dead-letter queue that it has. */
async function runAgain({ events, lambda }: WorkbenchClients, Rule: string, body: string): Promise<void> {
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }))
  for (const { Arn } of Targets) {
    const Payload = Buffer.from(body)
    await lambda.send(new InvokeCommand({ FunctionName: Arn, InvocationType: 'Event', Payload }))
  }
}

const nameOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)

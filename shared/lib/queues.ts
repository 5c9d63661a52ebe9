import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSRecord } from 'aws-lambda'
import { type environment, fromEnvironment } from './environment.ts'
import { once } from './once.ts'

export function queueClient(): SQSClient {
  return new SQSClient({ maxAttempts: 3 })
}

/** Returns a function that puts messages into the queue of this environment variable. */
export function queueNamed(name: keyof typeof environment): (body: object) => Promise<void> {
  const client = once(queueClient)
  return async (body) => {
    const message = { QueueUrl: fromEnvironment(name), MessageBody: JSON.stringify(body) }
    await client().send(new SendMessageCommand(message))
  }
}

/** Puts up to ten messages. @returns the indexes of those that the queue did not take */
export async function putBatch(
  client: SQSClient,
  QueueUrl: string,
  bodies: readonly object[],
): Promise<number[]> {
  const Entries = bodies.map((body, i) => ({ Id: String(i), MessageBody: JSON.stringify(body) }))
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  return Failed.map(({ Id }) => Number(Id))
}

/** Finds the queue that a message came from. @param urls of our queues @throws an Error if it is none of them */
export function sourceOf({ eventSourceARN }: SQSRecord, urls: readonly string[]): string {
  const name = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1)
  const url = urls.find((candidate) => candidate.endsWith(`/${name}`))
  if (!url) throw new Error('a message of a queue that is none of ours')
  return url
}

/** Hides a message that was received for some seconds. */
export async function postpone(
  client: SQSClient,
  QueueUrl: string,
  { receiptHandle: ReceiptHandle, seconds: VisibilityTimeout }: { receiptHandle: string; seconds: number },
): Promise<void> {
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
}

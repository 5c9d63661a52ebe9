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

/** Returns a function that sends messages to the queue named by an environment variable. */
export function queueNamed(name: keyof typeof environment): (body: object) => Promise<void> {
  const client = once(queueClient)
  return async (body) => {
    const message = { QueueUrl: fromEnvironment(name), MessageBody: JSON.stringify(body) }
    await client().send(new SendMessageCommand(message))
  }
}

/**
 * Sends up to ten messages.
 * @returns the indexes of those that the queue did not accept
 */
export async function putBatch(
  client: SQSClient,
  QueueUrl: string,
  bodies: readonly object[],
): Promise<number[]> {
  const Entries = bodies.map((body, i) => ({ Id: String(i), MessageBody: JSON.stringify(body) }))
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  return Failed.map(({ Id }) => Number(Id))
}

/**
 * Returns the URL of the queue that a message came from.
 * @param urls the URLs of our queues
 * @throws an Error if the queue is not among them
 */
export function sourceOf({ eventSourceARN }: SQSRecord, urls: readonly string[]): string {
  const name = eventSourceARN.slice(eventSourceARN.lastIndexOf(':') + 1)
  const url = urls.find((candidate) => candidate.endsWith(`/${name}`))
  if (!url) throw new Error('the message is not from one of our queues')
  return url
}

/** The most seconds to hide a message for at once: SQS allows twelve hours, counted from when it was received. */
export const longestPause = 11 * 60 * 60

/** Hides a received message for a number of seconds. */
export async function postpone(
  client: SQSClient,
  QueueUrl: string,
  { receiptHandle: ReceiptHandle, seconds: VisibilityTimeout }: { receiptHandle: string; seconds: number },
): Promise<void> {
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
}

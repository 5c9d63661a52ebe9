import { createHash, randomUUID } from 'node:crypto'
import { JsonFile } from '../json-file.ts'
import type { Deployment } from '../template/deployment.ts'

export interface QueuedMessage {
  id: string
  body: string
  attributes: Record<string, unknown>
  /** Milliseconds since 1970. */
  sentAt: number
  visibleAt: number
  receiveCount: number
  firstReceivedAt?: number
  receiptHandle?: string
}

export interface Queue {
  name: string
  arn: string
  /** Seconds. */
  visibilityTimeout: number
  delay: number
  retention: number
  redrive?: { deadLetterArn: string; maxReceiveCount: number }
  messages: QueuedMessage[]
}

/** Holds the template's queues and their messages, for the SQS service, the emulator and tests. */
export class Queues {
  readonly #queues: Queue[]
  readonly #file: JsonFile<Record<string, QueuedMessage[]>>

  constructor(deployment: Deployment, dataDir?: string) {
    this.#file = new JsonFile(dataDir, 'queues.json')
    const kept = this.#file.read({})
    this.#queues = deployment.ofType('AWS::SQS::Queue').map(({ name, arn, properties }) => ({
      name,
      arn,
      visibilityTimeout: Number(properties.VisibilityTimeout ?? 30),
      delay: Number(properties.DelaySeconds ?? 0),
      retention: Number(properties.MessageRetentionPeriod ?? 4 * 24 * 3600),
      ...redriveOf(properties.RedrivePolicy),
      messages: kept[name] ?? [],
    }))
  }

  /** Finds a queue by ARN, URL or name. */
  find(arnUrlOrName: string): Queue | undefined {
    return this.#queues.find(
      ({ arn, name }) => arnUrlOrName === arn || arnUrlOrName.split('/').at(-1) === name,
    )
  }

  /** @throws Error for a queue that the template does not have */
  send(
    arn: string,
    body: string,
    options: { delay?: number; attributes?: Record<string, unknown> } = {},
  ): QueuedMessage {
    const queue = this.#existing(arn)
    const sentAt = Date.now()
    const message = {
      id: randomUUID(),
      body,
      attributes: options.attributes ?? {},
      sentAt,
      visibleAt: sentAt + (options.delay ?? queue.delay) * 1000,
      receiveCount: 0,
    }
    queue.messages.push(message)
    this.#save()
    return message
  }

  /** Returns all messages, in flight or not, oldest first. */
  messages(arn: string): QueuedMessage[] {
    const queue = this.#existing(arn)
    this.#expire(queue)
    return [...queue.messages]
  }

  /** Receives up to `max` visible messages, and hides them for `visibilityTimeout` seconds. */
  receive(arn: string, max = 1, visibilityTimeout?: number): QueuedMessage[] {
    const queue = this.#existing(arn)
    this.#expire(queue)
    const now = Date.now()
    const visible = queue.messages.filter(({ visibleAt }) => visibleAt <= now)
    const alive: QueuedMessage[] = []
    for (const message of visible) {
      if (alive.length === max) break
      if (!this.#moveToDeadLetters(queue, message)) alive.push(message)
    }
    for (const message of alive) {
      message.receiveCount += 1
      message.firstReceivedAt ??= now
      message.receiptHandle = randomUUID()
      message.visibleAt = now + (visibilityTimeout ?? queue.visibilityTimeout) * 1000
    }
    if (visible.length > 0) this.#save()
    return alive.map((message) => ({ ...message }))
  }

  /** Deletes a message. @returns false if the receipt is not the message's latest */
  delete(arn: string, receiptHandle: string): boolean {
    return this.#remove(this.#existing(arn), (message) => message.receiptHandle === receiptHandle)
  }

  /** Hides a message for `seconds` from now; 0 shows it again at once. */
  changeVisibility(arn: string, receiptHandle: string, seconds: number): boolean {
    const message = this.#existing(arn).messages.find(
      (candidate) => candidate.receiptHandle === receiptHandle,
    )
    if (message) message.visibleAt = Date.now() + seconds * 1000
    this.#save()
    return message !== undefined
  }

  purge(arn: string): void {
    this.#existing(arn).messages.length = 0
    this.#save()
  }

  names(): string[] {
    return this.#queues.map(({ name }) => name)
  }

  #existing(arn: string): Queue {
    const queue = this.find(arn)
    if (!queue) throw new Error(`The template has no queue "${arn}"`)
    return queue
  }

  #moveToDeadLetters(queue: Queue, message: QueuedMessage): boolean {
    if (!queue.redrive || message.receiveCount < queue.redrive.maxReceiveCount) return false
    const { receiptHandle: _, ...moved } = message
    this.#remove(queue, (candidate) => candidate === message)
    this.#existing(queue.redrive.deadLetterArn).messages.push({ ...moved, visibleAt: Date.now() })
    return true
  }

  #expire(queue: Queue): void {
    const oldest = Date.now() - queue.retention * 1000
    this.#remove(queue, ({ sentAt }) => sentAt < oldest)
  }

  #remove(queue: Queue, matches: (message: QueuedMessage) => boolean): boolean {
    const kept = queue.messages.filter((message) => !matches(message))
    const removed = kept.length < queue.messages.length
    if (removed) {
      queue.messages.splice(0, queue.messages.length, ...kept)
      this.#save()
    }
    return removed
  }

  #save(): void {
    this.#file.write(Object.fromEntries(this.#queues.map(({ name, messages }) => [name, messages])))
  }
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function redriveOf(policy: unknown): Pick<Queue, 'redrive'> {
  const read = typeof policy === 'string' ? JSON.parse(policy) : policy
  if (!read) return {}
  return {
    redrive: { deadLetterArn: read.deadLetterTargetArn, maxReceiveCount: Number(read.maxReceiveCount) },
  }
}

import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { matchesPattern } from '../eventbridge/event-pattern.ts'
import type { Invocation } from '../lambda/sandbox.ts'
import type { LocalFunction, LocalResource } from '../template/deployment.ts'
import { Pulse } from './pulse.ts'

export interface QueueMappingOptions {
  mapping: LocalResource
  fn: LocalFunction
  queue: LocalResource
  region: string
  sqs: SQSClient
  invoke: (fn: LocalFunction, event: unknown) => Promise<Invocation>
  log: (line: string) => void
}

const idlePollMs = 200

/** The concurrent batches without a maximum in the template: the number with which AWS begins. */
const defaultConcurrency = 5

/** Runs one event source mapping of a queue: deletes messages that succeed; others return after their visibility timeout. */
export class QueueMapping {
  readonly #options: QueueMappingOptions
  readonly #pulse = new Pulse()
  readonly #inFlight = new Set<Promise<void>>()
  #ended: Promise<void> = Promise.resolve()

  constructor(options: QueueMappingOptions) {
    this.#options = options
  }

  start(): void {
    this.#ended = this.#poll()
  }

  /** Resolves when the queue holds nothing, visible or in flight. */
  async settled(): Promise<void> {
    while (!this.#pulse.stopped && !(await this.#isEmpty())) {
      this.#pulse.nudge()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async stop(): Promise<void> {
    this.#pulse.stop()
    await this.#ended
  }

  async #poll(): Promise<void> {
    while (!this.#pulse.stopped) {
      try {
        const messages = await this.#receive()
        if (messages.length === 0) await this.#pulse.wait(idlePollMs)
        else await this.#begin(messages)
      } catch (error) {
        await this.#reportError(error)
      }
    }
  }

  /** Resolves when there is room for one more batch. */
  async #begin(messages: Message[]): Promise<void> {
    const delivery = this.#deliver(messages)
      .catch((error) => this.#reportError(error))
      .finally(() => this.#inFlight.delete(delivery))
    this.#inFlight.add(delivery)
    const { ScalingConfig } = this.#options.mapping.properties
    const maximum = ScalingConfig?.MaximumConcurrency ?? defaultConcurrency
    while (this.#inFlight.size >= maximum) await Promise.race(this.#inFlight)
  }

  async #reportError(error: unknown): Promise<void> {
    if (this.#pulse.stopped) return
    this.#options.log(`Cannot read the queue ${this.#options.queue.name}: ${(error as Error).message}`)
    await this.#pulse.wait(1_000)
  }

  async #receive(): Promise<Message[]> {
    const { mapping, queue, sqs } = this.#options
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queue.physicalId,
        MaxNumberOfMessages: Math.min(10, mapping.properties.BatchSize ?? 10),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    )
    return Messages
  }

  async #deliver(messages: Message[]): Promise<void> {
    const { fn, invoke, queue, region } = this.#options
    const wanted = messages.filter((message) => this.#isWanted(message))
    // A queue's filter deletes the messages that it does not match.
    await this.#delete(messages.filter((message) => !wanted.includes(message)))
    if (wanted.length === 0) return
    const invocation = await invoke(fn, {
      Records: wanted.map((message) => queueRecord(message, queue.arn, region)),
    })
    if (!invocation.ok) return
    const failed = this.#failures(invocation.payload)
    if (failed === 'all') return
    await this.#delete(wanted.filter(({ MessageId = '' }) => !failed.has(MessageId)))
  }

  #failures(payload: unknown): Set<string> | 'all' {
    const { FunctionResponseTypes = [] } = this.#options.mapping.properties
    if (!FunctionResponseTypes.includes('ReportBatchItemFailures')) return new Set()
    const failures =
      (payload as { batchItemFailures?: { itemIdentifier?: unknown }[] } | null)?.batchItemFailures ?? []
    const identifiers = failures.map(({ itemIdentifier }) => itemIdentifier)
    return identifiers.every((id): id is string => typeof id === 'string' && id !== '')
      ? new Set(identifiers)
      : 'all'
  }

  #isWanted({ Body = '' }: Message): boolean {
    const filters: { Pattern: string }[] = this.#options.mapping.properties.FilterCriteria?.Filters ?? []
    if (filters.length === 0) return true
    const body = parseJson(Body)
    return filters.some(({ Pattern }) => matchesPattern(JSON.parse(Pattern), { body }))
  }

  async #delete(messages: Message[]): Promise<void> {
    const { queue, sqs } = this.#options
    if (messages.length === 0) return
    const Entries = messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }))
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue.physicalId, Entries }))
  }

  async #isEmpty(): Promise<boolean> {
    const { queue, sqs } = this.#options
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.physicalId, AttributeNames: [...AttributeNames] }),
    )
    return AttributeNames.every((name) => Number(Attributes[name] ?? 0) === 0)
  }
}

function queueRecord(message: Message, eventSourceARN: string, awsRegion: string): object {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: message.MessageAttributes ?? {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

import { createHash } from 'node:crypto'
import { matchesPattern } from '../eventbridge/event-pattern.ts'
import type { Properties } from '../template/deployment.ts'
import { type Discarded, deliver, type RetryPolicy, type StreamRecord } from './batch-delivery.ts'
import { discardedMessage } from './discarded-message.ts'
import type { Pulse } from './pulse.ts'
import { ShardLanes } from './shard-lanes.ts'
import type { StreamMappingOptions } from './stream-mapping-options.ts'

const idlePollMs = 150
const maxOutstanding = 1_000

/** Reads one shard to its end for one mapping: polls, filters, delivers, and keeps its position. */
export class ShardReader {
  readonly #shardId: string
  readonly #options: StreamMappingOptions
  readonly #pulse: Pulse
  readonly #policy: RetryPolicy
  readonly #filters: unknown[]
  readonly #lanes: ShardLanes
  /** The last record read, done or not. */
  #readUpTo: string | undefined
  #pollsEnded = 0
  #lastPollWithRecords = 0
  pollsStarted = 0
  /** True once the shard is closed and all its records are done. */
  ended = false

  constructor(shardId: string, pulse: Pulse, options: StreamMappingOptions) {
    this.#shardId = shardId
    this.#pulse = pulse
    this.#options = options
    const { properties } = options.mapping
    this.#policy = retryPolicy(properties)
    this.#filters = (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }: Properties) =>
      JSON.parse(Pattern),
    )
    this.#lanes = this.#newLanes(properties)
  }

  /** Checks whether no record is left and two polls after poll number `mark` found none. */
  isSettledSince(mark: number): boolean {
    const emptyPolls = this.#pollsEnded - Math.max(mark, this.#lastPollWithRecords)
    return this.ended || (this.#lanes.outstanding === 0 && emptyPolls >= 2)
  }

  /** Resolves when the shard has ended or the emulator stops. */
  async run(): Promise<void> {
    while (!this.#pulse.stopped && !this.ended) {
      try {
        await this.#follow()
      } catch (error) {
        if (this.#pulse.stopped) return
        this.#options.log(`Cannot read the stream: ${(error as Error).message}`)
        await this.#pause(1_000)
      }
    }
  }

  #newLanes({ ParallelizationFactor = 1, BatchSize = 100 }: Properties): ShardLanes {
    const { mapping, partitionKey, positions } = this.#options
    return new ShardLanes({
      lanes: ParallelizationFactor,
      batchSize: BatchSize,
      laneOf: ({ dynamodb }) => hash(JSON.stringify(dynamodb.Keys[partitionKey])),
      deliver: (records) => this.#deliver(records),
      onAdvance: (sequenceNumber) => positions.set(mapping.physicalId, this.#shardId, sequenceNumber),
    })
  }

  async #follow(): Promise<void> {
    const { mapping, positions, source } = this.#options
    const position = this.#readUpTo ?? positions.get(mapping.physicalId, this.#shardId)
    const start = mapping.properties.StartingPosition ?? 'TRIM_HORIZON'
    let iterator = await source.iterator(this.#shardId, position, start)
    while (iterator && !this.#pulse.stopped) {
      const poll = ++this.pollsStarted
      const { records, next } = await this.#gather(iterator)
      iterator = next
      this.#readUpTo = records.at(-1)?.dynamodb.SequenceNumber ?? this.#readUpTo
      this.#lanes.add(records, (record) => this.#isWanted(record))
      if (records.length > 0) this.#lastPollWithRecords = poll
      this.#pollsEnded = poll
      if (records.length === 0) await this.#pulse.wait(idlePollMs)
      await this.#untilOutstandingIsBelow(maxOutstanding)
    }
    await this.#untilOutstandingIsBelow(1)
    this.ended = !this.#pulse.stopped
  }

  /** Reads once, or until the batching window ends or fills a batch; a nudge closes the window early. */
  async #gather(first: string): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const { BatchSize = 100, MaximumBatchingWindowInSeconds = 0 } = this.#options.mapping.properties
    const { source } = this.#options
    let { records, next } = await source.read(first, Math.min(BatchSize, 1_000))
    const until = Date.now() + MaximumBatchingWindowInSeconds * 1000
    const { nudges } = this.#pulse
    while (next && records.length > 0 && records.length < BatchSize && Date.now() < until) {
      if (!(await this.#pulse.wait(idlePollMs)) || this.#pulse.nudges > nudges) break
      const more = await source.read(next, Math.min(BatchSize - records.length, 1_000))
      records = [...records, ...more.records]
      next = more.next
    }
    return { records, next }
  }

  async #untilOutstandingIsBelow(limit: number): Promise<void> {
    while (this.#lanes.outstanding >= limit && (await this.#pulse.wait(idlePollMs)));
  }

  #isWanted(record: StreamRecord): boolean {
    return this.#filters.length === 0 || this.#filters.some((filter) => matchesPattern(filter, record))
  }

  #deliver(records: StreamRecord[]): Promise<void> {
    const { fn, invoke } = this.#options
    return deliver(records, this.#policy, {
      // A batch that the emulator's stop interrupts has not failed: it is delivered again after the restart.
      invoke: async (Records) => {
        const invocation = await invoke(fn, { Records })
        return this.#pulse.stopped && !invocation.ok ? new Promise(() => {}) : invocation
      },
      done: (finished) => this.#lanes.done(finished),
      discard: (discarded) => this.#discard(discarded),
      pause: (ms) => this.#pause(ms),
      now: Date.now,
    })
  }

  /** Waits without regard to nudges, which are for polling. */
  async #pause(ms: number): Promise<boolean> {
    const until = Date.now() + ms
    while (Date.now() < until && !this.#pulse.stopped) await this.#pulse.wait(until - Date.now())
    return !this.#pulse.stopped
  }

  async #discard(discarded: Discarded): Promise<void> {
    const { fn, log, mapping, sendToDestination } = this.#options
    log(`Discarded ${discarded.records.length} stream record(s) for ${fn.name}: ${discarded.condition}`)
    const destination = mapping.properties.DestinationConfig?.OnFailure?.Destination
    if (!destination) return
    const message = discardedMessage(fn, mapping.properties.EventSourceArn, this.#shardId, discarded)
    await sendToDestination(destination, message).catch((error) =>
      log(`Cannot send to the on-failure destination of ${fn.name}: ${error.message}`),
    )
  }
}

function retryPolicy(properties: Properties): RetryPolicy {
  return {
    reportsBatchItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    bisects: properties.BisectBatchOnFunctionError === true,
    maximumRetryAttempts: properties.MaximumRetryAttempts ?? -1,
    maximumRecordAgeInSeconds: properties.MaximumRecordAgeInSeconds ?? -1,
  }
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE()
}

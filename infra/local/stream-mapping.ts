import { createHash, randomUUID } from 'node:crypto'
import { type Discarded, deliver, type RetryPolicy, type StreamRecord } from './batch-delivery.ts'
import type { LocalFunction, LocalResource } from './deployment.ts'
import { matchesPattern } from './event-pattern.ts'
import { Pulse } from './pulse.ts'
import type { Invocation } from './sandbox.ts'
import { ShardLanes } from './shard-lanes.ts'
import type { StreamPositions } from './stream-positions.ts'
import type { StreamSource } from './stream-source.ts'

export interface StreamMappingOptions {
  mapping: LocalResource
  fn: LocalFunction
  source: StreamSource
  /** The attribute that keeps records in order. */
  partitionKey: string
  positions: StreamPositions
  invoke: (fn: LocalFunction, event: unknown) => Promise<Invocation>
  /** Sends a discarded batch's description to the mapping's on-failure destination. */
  sendToDestination: (destinationArn: string, message: object) => Promise<void>
  log: (line: string) => void
}

const idlePollMs = 150
const shardPollMs = 2_000
const mostOutstanding = 1_000

/** One event source mapping of a DynamoDB stream: polls, filters, delivers, remembers how far it is. */
export class StreamMapping {
  readonly #options: StreamMappingOptions
  readonly #policy: RetryPolicy
  readonly #filters: unknown[]
  readonly #pulse = new Pulse()
  readonly #shards = new Map<string, ShardReading>()
  #ended: Promise<void> = Promise.resolve()

  constructor(options: StreamMappingOptions) {
    this.#options = options
    const { properties, logicalId } = options.mapping
    if (properties.TumblingWindowInSeconds)
      throw new Error(`${logicalId} wants a tumbling window, not known here`)
    this.#policy = {
      reportsBatchItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
      bisects: properties.BisectBatchOnFunctionError === true,
      maximumRetryAttempts: properties.MaximumRetryAttempts ?? -1,
      maximumRecordAgeInSeconds: properties.MaximumRecordAgeInSeconds ?? -1,
    }
    const filters: { Pattern: string }[] = properties.FilterCriteria?.Filters ?? []
    this.#filters = filters.map(({ Pattern }) => JSON.parse(Pattern))
  }

  start(): void {
    this.#ended = this.#watchShards()
  }

  /** Resolves when the stream has been read to its end and everything in it is done. */
  async settled(): Promise<void> {
    const marks = new Map<ShardReading, number>()
    while (!this.#pulse.stopped) {
      const readings = [...this.#shards.values()]
      for (const reading of readings) if (!marks.has(reading)) marks.set(reading, reading.pollsStarted)
      if (readings.length > 0 && readings.every((reading) => isSettled(reading, marks.get(reading) ?? 0)))
        return
      this.#pulse.nudge()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async stop(): Promise<void> {
    this.#pulse.stop()
    await this.#ended
  }

  async #watchShards(): Promise<void> {
    const running: Promise<void>[] = []
    let due = 0
    while (!this.#pulse.stopped) {
      if (Date.now() >= due) {
        due = Date.now() + shardPollMs
        for (const reading of await this.#newReadings()) running.push(this.#readShard(reading))
      }
      await this.#pulse.wait(shardPollMs)
    }
    await Promise.all(running)
  }

  async #newReadings(): Promise<ShardReading[]> {
    try {
      const shards = await this.#options.source.shards()
      const fresh = shards.filter(({ ShardId = '' }) => !this.#shards.has(ShardId))
      return fresh.map(({ ShardId = '', ParentShardId }) => this.#reading(ShardId, ParentShardId))
    } catch (error) {
      if (!this.#pulse.stopped) this.#options.log(`Cannot list shards: ${(error as Error).message}`)
      return []
    }
  }

  #reading(shardId: string, parentShardId: string | undefined): ShardReading {
    const { mapping, positions, partitionKey } = this.#options
    const { ParallelizationFactor: lanes = 1, BatchSize: batchSize = 100 } = mapping.properties
    const reading: ShardReading = {
      shardId,
      parentShardId,
      pollsStarted: 0,
      pollsEnded: 0,
      lastFruitfulPoll: 0,
      ended: false,
      lanes: new ShardLanes({
        lanes,
        batchSize,
        laneOf: ({ dynamodb }) => hash(JSON.stringify(dynamodb.Keys[partitionKey])),
        deliver: (records) => this.#deliver(reading, records),
        moved: (sequenceNumber) => positions.set(mapping.physicalId, shardId, sequenceNumber),
      }),
    }
    this.#shards.set(shardId, reading)
    return reading
  }

  async #readShard(reading: ShardReading): Promise<void> {
    // A shard's parent comes first: the order of a key goes through both.
    while (reading.parentShardId && this.#shards.get(reading.parentShardId)?.ended === false)
      if (!(await this.#pulse.wait(idlePollMs))) return
    while (!this.#pulse.stopped && !reading.ended) {
      try {
        await this.#followShard(reading)
      } catch (error) {
        if (this.#pulse.stopped) return
        this.#options.log(`Cannot read the stream: ${(error as Error).message}`)
        await this.#pulse.wait(1_000)
      }
    }
  }

  async #followShard(reading: ShardReading): Promise<void> {
    const { mapping, positions, source } = this.#options
    const position = reading.readUpTo ?? positions.get(mapping.physicalId, reading.shardId)
    const start = mapping.properties.StartingPosition ?? 'TRIM_HORIZON'
    let iterator = await source.iterator(reading.shardId, position, start)
    while (iterator && !this.#pulse.stopped) {
      const poll = ++reading.pollsStarted
      const { records, next } = await this.#gather(iterator)
      iterator = next
      reading.readUpTo = records.at(-1)?.dynamodb.SequenceNumber ?? reading.readUpTo
      reading.lanes.add(records, (record) => this.#isWanted(record))
      if (records.length > 0) reading.lastFruitfulPoll = poll
      reading.pollsEnded = poll
      if (records.length === 0) await this.#pulse.wait(idlePollMs)
      while (reading.lanes.outstanding >= mostOutstanding) if (!(await this.#pulse.wait(idlePollMs))) return
    }
    while (reading.lanes.outstanding > 0) if (!(await this.#pulse.wait(idlePollMs))) return
    reading.ended = !this.#pulse.stopped
  }

  /** One read, or as many as the batching window takes to fill a batch. */
  async #gather(first: string): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    const { BatchSize = 100, MaximumBatchingWindowInSeconds = 0 } = this.#options.mapping.properties
    const { source } = this.#options
    let { records, next } = await source.read(first, Math.min(BatchSize, 1_000))
    const until = Date.now() + MaximumBatchingWindowInSeconds * 1000
    while (next && records.length > 0 && records.length < BatchSize && Date.now() < until) {
      if (!(await this.#pulse.wait(idlePollMs))) break
      const more = await source.read(next, Math.min(BatchSize - records.length, 1_000))
      records = [...records, ...more.records]
      next = more.next
    }
    return { records, next }
  }

  #isWanted(record: StreamRecord): boolean {
    return this.#filters.length === 0 || this.#filters.some((filter) => matchesPattern(filter, record))
  }

  #deliver(reading: ShardReading, records: StreamRecord[]): Promise<void> {
    const { fn, invoke } = this.#options
    return deliver(records, this.#policy, {
      // A batch that the stack's stop interrupted has not failed: it is delivered again after the restart.
      invoke: async (Records) => {
        const invocation = await invoke(fn, { Records })
        return this.#pulse.stopped && !invocation.ok ? new Promise(() => {}) : invocation
      },
      done: (finished) => reading.lanes.done(finished),
      discard: (discarded) => this.#discard(reading.shardId, discarded),
      pause: (ms) => this.#pauseFor(ms),
      now: Date.now,
    })
  }

  /** A pause that polling nudges do not cut short. */
  async #pauseFor(ms: number): Promise<boolean> {
    const until = Date.now() + ms
    while (Date.now() < until && !this.#pulse.stopped) await this.#pulse.wait(until - Date.now())
    return !this.#pulse.stopped
  }

  async #discard(shardId: string, discarded: Discarded): Promise<void> {
    const { fn, log, mapping, sendToDestination } = this.#options
    log(`Gave up ${discarded.records.length} stream record(s) for ${fn.name}: ${discarded.condition}`)
    const destination = mapping.properties.DestinationConfig?.OnFailure?.Destination
    if (!destination) return
    const message = discardedMessage(fn, mapping.properties.EventSourceArn, shardId, discarded)
    await sendToDestination(destination, message).catch((error) =>
      log(`Cannot send to the on-failure destination of ${fn.name}: ${error.message}`),
    )
  }
}

interface ShardReading {
  shardId: string
  parentShardId: string | undefined
  pollsStarted: number
  pollsEnded: number
  /** The last poll that brought something. */
  lastFruitfulPoll: number
  /** The last record read, done or not. */
  readUpTo?: string | undefined
  ended: boolean
  lanes: ShardLanes
}

function isSettled({ ended, lanes, lastFruitfulPoll, pollsEnded }: ShardReading, mark: number): boolean {
  return ended || (lanes.outstanding === 0 && pollsEnded - Math.max(mark, lastFruitfulPoll) >= 2)
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE()
}

/** What Lambda sends to an on-failure destination: where the records are, not the records. */
function discardedMessage(
  fn: LocalFunction,
  streamArn: string,
  shardId: string,
  discarded: Discarded,
): object {
  const { attempts, condition, error, records } = discarded
  const arrival = (at: number) =>
    new Date((records.at(at)?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString()
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: fn.arn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: error ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(0),
      approximateArrivalOfLastRecord: arrival(-1),
      batchSize: records.length,
      streamArn,
    },
  }
}

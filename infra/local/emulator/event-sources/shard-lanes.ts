import type { StreamRecord } from './batch-delivery.ts'

interface Tracked {
  record: StreamRecord
  done: boolean
}

interface Lane {
  queue: StreamRecord[]
  running: boolean
}

/**
 * Delivers one shard's batches concurrently: records with the same partition key stay in order in one lane, lanes do
 * not wait for each other, and the position advances only past records that are done.
 */
export class ShardLanes {
  readonly #lanes: Lane[]
  readonly #tracked: Tracked[] = []
  readonly #laneOf: (record: StreamRecord) => number
  readonly #deliver: (records: StreamRecord[]) => Promise<void>
  readonly #batchSize: number
  readonly #onAdvance: (sequenceNumber: string) => void

  constructor(options: {
    lanes: number
    batchSize: number
    laneOf: (record: StreamRecord) => number
    deliver: (records: StreamRecord[]) => Promise<void>
    /** Receives the sequence number up to which every record is done. */
    onAdvance: (sequenceNumber: string) => void
  }) {
    this.#lanes = Array.from({ length: options.lanes }, () => ({ queue: [], running: false }))
    this.#laneOf = options.laneOf
    this.#deliver = options.deliver
    this.#batchSize = options.batchSize
    this.#onAdvance = options.onAdvance
  }

  /** The number of records that were read and are not done. */
  get outstanding(): number {
    return this.#tracked.length
  }

  /** @param wanted returns whether a record matches the mapping's filter */
  add(records: StreamRecord[], wanted: (record: StreamRecord) => boolean): void {
    for (const record of records) {
      const done = !wanted(record)
      this.#tracked.push({ record, done })
      if (!done) this.#lanes[this.#laneOf(record) % this.#lanes.length]?.queue.push(record)
    }
    this.#advance()
    for (const lane of this.#lanes) void this.#run(lane)
  }

  done(records: StreamRecord[]): void {
    const finished = new Set(records)
    for (const tracked of this.#tracked) if (finished.has(tracked.record)) tracked.done = true
    this.#advance()
  }

  async #run(lane: Lane): Promise<void> {
    if (lane.running) return
    lane.running = true
    while (lane.queue.length > 0) await this.#deliver(lane.queue.splice(0, this.#batchSize))
    lane.running = false
  }

  #advance(): void {
    let last: string | undefined
    while (this.#tracked[0]?.done) last = this.#tracked.shift()?.record.dynamodb.SequenceNumber
    if (last) this.#onAdvance(last)
  }
}

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
 * The concurrent batches of one shard: records with the same partition key stay in order in one lane, lanes do not
 * wait for each other, and the position moves on only past what is done.
 */
export class ShardLanes {
  readonly #lanes: Lane[]
  readonly #tracked: Tracked[] = []
  readonly #laneOf: (record: StreamRecord) => number
  readonly #deliver: (records: StreamRecord[]) => Promise<void>
  readonly #batchSize: number
  readonly #moved: (sequenceNumber: string) => void

  constructor(options: {
    lanes: number
    batchSize: number
    laneOf: (record: StreamRecord) => number
    deliver: (records: StreamRecord[]) => Promise<void>
    /** Everything up to here is done. */
    moved: (sequenceNumber: string) => void
  }) {
    this.#lanes = Array.from({ length: options.lanes }, () => ({ queue: [], running: false }))
    this.#laneOf = options.laneOf
    this.#deliver = options.deliver
    this.#batchSize = options.batchSize
    this.#moved = options.moved
  }

  /** Records that were read and are not done. */
  get outstanding(): number {
    return this.#tracked.length
  }

  /** @param wanted whether the mapping's filter lets the record through */
  add(records: StreamRecord[], wanted: (record: StreamRecord) => boolean): void {
    for (const record of records) {
      const done = !wanted(record)
      this.#tracked.push({ record, done })
      if (!done) this.#lanes[this.#laneOf(record) % this.#lanes.length]?.queue.push(record)
    }
    this.#moveOn()
    for (const lane of this.#lanes) void this.#run(lane)
  }

  done(records: StreamRecord[]): void {
    const finished = new Set(records)
    for (const tracked of this.#tracked) if (finished.has(tracked.record)) tracked.done = true
    this.#moveOn()
  }

  async #run(lane: Lane): Promise<void> {
    if (lane.running) return
    lane.running = true
    while (lane.queue.length > 0) await this.#deliver(lane.queue.splice(0, this.#batchSize))
    lane.running = false
  }

  #moveOn(): void {
    let last: string | undefined
    while (this.#tracked[0]?.done) last = this.#tracked.shift()?.record.dynamodb.SequenceNumber
    if (last) this.#moved(last)
  }
}

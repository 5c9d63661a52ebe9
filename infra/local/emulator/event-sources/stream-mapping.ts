import type { Shard } from '@aws-sdk/client-dynamodb-streams'
import { Pulse } from './pulse.ts'
import { ShardReader } from './shard-reader.ts'
import type { StreamMappingOptions } from './stream-mapping-options.ts'

const shardPollMs = 2_000

/** Runs one event source mapping of a DynamoDB stream: finds its shards and reads each of them. */
export class StreamMapping {
  readonly #options: StreamMappingOptions
  readonly #pulse = new Pulse()
  readonly #readers = new Map<string, ShardReader>()
  #ended: Promise<void> = Promise.resolve()

  constructor(options: StreamMappingOptions) {
    this.#options = options
    const { properties, logicalId } = options.mapping
    if (properties.TumblingWindowInSeconds)
      throw new Error(`${logicalId} has a tumbling window, which the emulator does not support`)
  }

  start(): void {
    this.#ended = this.#watchShards()
  }

  /** Resolves when the stream has been read to its end and all its records are done. */
  async settled(): Promise<void> {
    const marks = new Map<ShardReader, number>()
    while (!this.#pulse.stopped) {
      const readers = [...this.#readers.values()]
      for (const reader of readers) if (!marks.has(reader)) marks.set(reader, reader.pollsStarted)
      if (readers.length > 0 && readers.every((reader) => reader.isSettledSince(marks.get(reader) ?? 0)))
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
        for (const shard of await this.#newShards()) running.push(this.#read(shard))
      }
      await this.#pulse.wait(shardPollMs)
    }
    await Promise.all(running)
  }

  async #newShards(): Promise<Shard[]> {
    try {
      const shards = await this.#options.source.shards()
      return shards.filter(({ ShardId = '' }) => !this.#readers.has(ShardId))
    } catch (error) {
      if (!this.#pulse.stopped) this.#options.log(`Cannot list shards: ${(error as Error).message}`)
      return []
    }
  }

  /** Reads a shard after its parent, since the order of a key spans both. */
  async #read({ ShardId = '', ParentShardId = '' }: Shard): Promise<void> {
    const reader = new ShardReader(ShardId, this.#pulse, this.#options)
    this.#readers.set(ShardId, reader)
    while (this.#readers.get(ParentShardId)?.ended === false)
      if (!(await this.#pulse.wait(shardPollMs))) return
    await reader.run()
  }
}

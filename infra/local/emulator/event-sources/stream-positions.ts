import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Keeps the position of each event source mapping in each shard, so that a restart continues there. */
export class StreamPositions {
  readonly #file: string | undefined
  readonly #positions: Map<string, string>
  #saving: NodeJS.Timeout | undefined
  #closed = false

  /** @param file keeps the positions; without it they last as long as the process */
  constructor(file?: string) {
    this.#file = file
    const saved =
      file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
    this.#positions = new Map(Object.entries(saved))
  }

  get(mappingId: string, shardId: string): string | undefined {
    return this.#positions.get(`${mappingId}/${shardId}`)
  }

  set(mappingId: string, shardId: string, sequenceNumber: string): void {
    this.#positions.set(`${mappingId}/${shardId}`, sequenceNumber)
    // Records since the last save are delivered again after a crash: at least once.
    if (this.#file && !this.#closed) this.#saving ??= setTimeout(() => this.#save(), 100)
  }

  /** Saves for the last time. */
  close(): void {
    this.#closed = true
    this.#save()
  }

  #save(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    if (!this.#file) return
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#positions), null, 2))
    renameSync(`${this.#file}.new`, this.#file)
  }
}

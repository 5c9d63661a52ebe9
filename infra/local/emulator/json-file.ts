import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps a small state in a file in `dataDir` that only its owner can read; without `dataDir`, keeps nothing. */
export class JsonFile<T> {
  readonly #path: string | undefined

  constructor(dataDir: string | undefined, name: string) {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
    this.#path = dataDir === undefined ? undefined : join(dataDir, name)
  }

  read(fallback: T): T {
    if (this.#path === undefined) return fallback
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return fallback
      throw error
    }
  }

  write(value: T): void {
    if (this.#path === undefined) return
    // A rename leaves either the old state or the new one, even if the process dies in between.
    writeFileSync(`${this.#path}.new`, JSON.stringify(value, null, 2), { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
  }
}

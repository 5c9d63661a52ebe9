import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small state kept in `dataDir`, readable by its owner only; in memory when there is no `dataDir`. */
export class JsonFile<T> {
  readonly #path: string | undefined

  constructor(dataDir: string | undefined, name: string) {
    if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true })
    this.#path = dataDir === undefined ? undefined : join(dataDir, name)
  }

  read(otherwise: T): T {
    if (this.#path === undefined) return otherwise
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as T
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise
      throw error
    }
  }

  write(value: T): void {
    if (this.#path === undefined) return
    // Renaming leaves either the old state or the new one, whenever we are interrupted.
    writeFileSync(`${this.#path}.new`, JSON.stringify(value, null, 2), { mode: 0o600 })
    renameSync(`${this.#path}.new`, this.#path)
  }
}

type Cleanup = () => unknown

/** Undoes steps once, the last step first; a step that fails does not keep the others from running. */
export class Cleanups {
  readonly #cleanups: Cleanup[] = []
  #running: Promise<void> | undefined

  /** Starts something that has several parts. If one fails to start, those before it are stopped. */
  static async guard<T>(start: (cleanups: Cleanups) => Promise<T>): Promise<T> {
    const cleanups = new Cleanups()
    try {
      return await start(cleanups)
    } catch (error) {
      await cleanups.run()
      throw error
    }
  }

  add(cleanup: Cleanup): void {
    this.#cleanups.unshift(cleanup)
  }

  /** @throws AggregateError with every failure */
  run(): Promise<void> {
    this.#running ??= this.#runAll()
    return this.#running
  }

  async #runAll(): Promise<void> {
    const failures: unknown[] = []
    for (const cleanup of this.#cleanups)
      try {
        await cleanup()
      } catch (error) {
        failures.push(...(error instanceof AggregateError ? error.errors : [error]))
      }
    if (failures.length > 0) throw new AggregateError(failures, 'It did not stop cleanly')
  }
}

type Cleanup = () => unknown

/** What is to be undone, last first, once; a failing one does not keep the others from running. */
export class Cleanups {
  readonly #cleanups: Cleanup[] = []
  #running: Promise<void> | undefined

  add(cleanup: Cleanup): void {
    this.#cleanups.unshift(cleanup)
  }

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
        failures.push(error)
      }
    if (failures.length > 0) throw new AggregateError(failures, 'The local stack did not stop cleanly')
  }
}

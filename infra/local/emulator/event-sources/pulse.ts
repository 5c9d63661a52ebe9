/** A wait that ends early when nudged, and for good when stopped. */
export class Pulse {
  #stopped = false
  /** The number of nudges so far; a caller of `idle` nudges to finish early. */
  nudges = 0
  readonly #waiting = new Set<() => void>()

  get stopped(): boolean {
    return this.#stopped
  }

  /** Resolves after `ms`, or sooner when nudged or stopped; false once stopped. */
  wait(ms: number): Promise<boolean> {
    if (this.#stopped) return Promise.resolve(false)
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve(!this.#stopped)
      }
      const timer = setTimeout(end, ms)
      this.#waiting.add(end)
    })
  }

  nudge(): void {
    this.nudges += 1
    for (const end of [...this.#waiting]) end()
  }

  stop(): void {
    this.#stopped = true
    this.nudge()
  }
}

/** A set of listeners, all of which hear each value. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  add(listener: (value: T) => void): void {
    this.#listeners.add(listener)
  }

  notify(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }
}

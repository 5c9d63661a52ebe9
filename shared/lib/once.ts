/** Returns a function that makes a value on first use and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/**
 * Returns a function that fetches a value on first use and keeps it. A failure is not kept: the next call fetches
 * again.
 */
export function onceSucceeded<T>(fetch: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  return () => {
    kept ??= fetch().catch((error) => {
      kept = undefined
      throw error
    })
    return kept
  }
}

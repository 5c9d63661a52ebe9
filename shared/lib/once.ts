/** Makes a value when it is first needed, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Fetches a value when it is first needed, and keeps it. Does not keep a failure: the next call fetches again. */
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

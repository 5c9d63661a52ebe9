/**
 * Maps items to results, in order, with at most `atOnce` calls running.
 * @throws the first error of a call; no further call starts
 */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  atOnce: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  const waiting = entriesOf(items)
  const work = async () => {
    for (const [i, item] of waiting) results[i] = await map(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

/**
 * Yields indexed items. When one reader exits its loop with an error, a generator ends for all of them; an array's
 * iterator does not.
 */
function* entriesOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries()
}

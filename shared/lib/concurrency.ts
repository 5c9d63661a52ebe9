/**
 * Maps items to results, in their order, with at most `atOnce` calls under way at a time.
 * @throws the first error of a call; no further call begins
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

/** A generator ends for all its readers when one of them leaves its loop by an error; an array's own iterator does not. */
function* entriesOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries()
}

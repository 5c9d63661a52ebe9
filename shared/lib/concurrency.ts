/** Does it for each item, so many at a time, and answers in their order. */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  atOnce: number,
  doIt: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(doIt))))
  }
  return results
}

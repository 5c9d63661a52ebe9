/**
 * Returns the conditions that every value of these multi-valued keys is one of those given, and that there is a value:
 * AWS matches a plain operator with no multi-valued key, and `ForAllValues` alone with a request that has none.
 */
export function everyValue(operator: 'StringEquals' | 'StringLike', allowed: Record<string, string[]>) {
  const present = Object.keys(allowed).map((key) => [key, 'false'])
  return { [`ForAllValues:${operator}`]: allowed, Null: Object.fromEntries(present) }
}

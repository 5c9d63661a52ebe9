/** The distance between two samples, and the probability of such a distance by chance. */
export interface TwoSamples {
  /** The largest distance between the two cumulative distributions: 0 (the same) to 1. */
  readonly distance: number
  /** The asymptotic probability, good from a few dozen of each. */
  readonly p: number
}

/** Applies the two-sample Kolmogorov–Smirnov test, which sees a difference of any shape, not only of the median. */
export function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): TwoSamples {
  const [a, b] = [one.toSorted((x, y) => x - y), other.toSorted((x, y) => x - y)]
  let [i, j, distance] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0)
    while (i < a.length && a[i] === value) i += 1
    while (j < b.length && b[j] === value) j += 1
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length))
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length))
  return { distance, p: kolmogorov((size + 0.12 + 0.11 / size) * distance) }
}

/** The tail of Kolmogorov's distribution, with Stephens' correction (1970) in its argument. */
function kolmogorov(x: number): number {
  if (x < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x)
  return Math.min(1, Math.max(0, 2 * sum))
}

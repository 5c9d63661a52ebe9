import { describe, expect, it } from 'vitest'
import { kolmogorovSmirnov } from './two-samples.ts'

describe('the two-sample Kolmogorov–Smirnov test', () => {
  const spread = (from: number, step: number) => Array.from({ length: 500 }, (_, i) => from + i * step)

  it('finds no difference between a sample and itself, or one that lies between its values', () => {
    expect(kolmogorovSmirnov(spread(0, 1), spread(0, 1))).toEqual({ distance: 0, p: 1 })
    expect(kolmogorovSmirnov(spread(0, 1), spread(0.5, 1)).p).toBeGreaterThan(0.99)
  })

  it('distinguishes a shift from chance, and a difference in spread around the same middle', () => {
    expect(kolmogorovSmirnov(spread(0, 1), spread(60, 1)).p).toBeLessThan(0.01)
    expect(kolmogorovSmirnov(spread(-250, 1), spread(-500, 2)).p).toBeLessThan(1e-6)
  })

  it('gives the critical value of published tables: 1.358 times the root of 2/n at 5 %', () => {
    const shift = Math.round(1.358 * Math.sqrt(2 / 500) * 500)
    expect(kolmogorovSmirnov(spread(0, 1), spread(shift, 1)).p).toBeCloseTo(0.05, 1)
  })
})

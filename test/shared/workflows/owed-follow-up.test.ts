import { expect, it } from 'vitest'
import { followUpAttempts, followUpDelay } from '../../../shared/workflows/owed-follow-up.ts'

it('the attempts of a follow-up outlast the 20 hours that an erasure waits for its mail, and end within a day', () => {
  const delays = Array.from({ length: followUpAttempts - 1 }, (_, i) => followUpDelay(i + 1))
  const hours = delays.reduce((sum, seconds) => sum + seconds, 0) / 3600
  expect(hours).toBeGreaterThan(20.5)
  expect(hours).toBeLessThan(24)
  expect(Math.max(...delays)).toBeLessThan(12 * 3600)
})

import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { timeOfId, timeOrderedId } from '../../../shared/lib/time-ordered-id.ts'
import { start } from '../../support/builders.ts'

describe('a time-ordered id', () => {
  it('is a UUID of version 7 that tells when it was made', () => {
    const id = timeOrderedId(start, randomBytes(10))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(timeOfId(id)).toBe(start)
  })

  it('comes after all that were made before, and is like none of them', () => {
    const ids = [0, 0, 1, 2].map((ms) => timeOrderedId(start + ms, randomBytes(10)))
    expect(new Set(ids).size).toBe(4)
    expect(ids.slice(1).toSorted()).toEqual(ids.slice(1))
  })

  it('is no other UUID', () => {
    expect(timeOfId('0b5a4d1e-2f3c-4a5b-8c6d-7e8f9a0b1c2d')).toBeUndefined()
    expect(timeOfId('event-1')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import {
  changesDetails,
  correctedDetails,
  detailsIn,
  haveSameDetails,
  withoutDetails,
} from '../../../shared/domain/profile.ts'

describe('personal details', () => {
  const record = { version: 3, name: 'Ann' }

  it('are picked out of a record, or left out of it', () => {
    expect(detailsIn(record)).toEqual({ name: 'Ann' })
    expect(detailsIn({})).toEqual({})
    expect(detailsIn(undefined)).toEqual({})
    expect(withoutDetails(record)).toEqual({ version: 3 })
    expect(record).toEqual({ version: 3, name: 'Ann' })
  })

  it('are the same if each field is, including those that are missing', () => {
    expect(haveSameDetails({ name: 'Ann' }, { name: 'Ann' })).toBe(true)
    expect(haveSameDetails({}, {})).toBe(true)
    expect(haveSameDetails({}, { name: 'Ann' })).toBe(false)
  })

  it('change if a different value is given, not if it is left out', () => {
    expect(changesDetails({ name: 'Anna' }, { name: 'Ann' })).toBe(true)
    expect(changesDetails({ name: 'Ann' }, {})).toBe(true)
    expect(changesDetails({}, { name: 'Ann' })).toBe(false)
  })

  it.each([
    ['left out', {}, { name: 'Ann' }],
    ['given', { name: 'Anna' }, { name: 'Anna' }],
    ['null', { name: null }, {}],
  ])('keep, replace or remove a field that a correction has %s', (_, corrections, details) => {
    expect(correctedDetails({ name: 'Ann' }, corrections)).toEqual(details)
  })
})

import { describe, expect, it } from 'vitest'
import { compact } from '../../../shared/lib/compact.ts'

describe('compact', () => {
  it('leaves out members that are undefined, and no others', () => {
    const members = compact({ a: 1, b: undefined, c: null, d: 0, e: '', f: false })
    expect(Object.keys(members)).toEqual(['a', 'c', 'd', 'e', 'f'])
  })

  it('takes a member that a spread brought out again where a later one is undefined', () => {
    expect(Object.keys(compact({ ...{ a: 1 }, a: undefined }))).toEqual([])
  })
})

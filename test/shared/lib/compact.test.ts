import { describe, expect, it } from 'vitest'
import { compact } from '../../../shared/lib/compact.ts'

describe('compact', () => {
  it('leaves out undefined members, and no others', () => {
    const members = compact({ a: 1, b: undefined, c: null, d: 0, e: '', f: false })
    expect(Object.keys(members)).toEqual(['a', 'c', 'd', 'e', 'f'])
  })

  it('omits a member that a later undefined value overrides', () => {
    expect(Object.keys(compact({ ...{ a: 1 }, a: undefined }))).toEqual([])
  })
})

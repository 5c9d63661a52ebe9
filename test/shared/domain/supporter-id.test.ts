import { describe, expect, it } from 'vitest'
import { parseSupporterId, supporterIdFromBytes, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { address, supporterId } from '../../support/builders.ts'

describe('a supporter id', () => {
  it('is the same for an address in any case, and another under another key', () => {
    expect(supporterIdOf(address('ANN@example.org'), 'test key')).toBe(supporterId)
    expect(supporterIdOf(address(), 'another key')).not.toBe(supporterId)
  })

  it('is read back from its text and its bytes', () => {
    expect(parseSupporterId(supporterId)).toBe(supporterId)
    expect(supporterIdFromBytes(Buffer.from(supporterId, 'base64url'))).toBe(supporterId)
  })

  it.each([
    ['nothing', ''],
    ['an address', 'ann@example.org'],
    ['a letter less', supporterId.slice(1)],
    ['a letter more', `${supporterId}A`],
    ['another alphabet', supporterId.replace(/^./, '+')],
    ['an end that no 32 bytes have', supporterId.replace(/.$/, 'B')],
  ])('is not %s', (_, text) => {
    expect(parseSupporterId(text)).toBeUndefined()
  })

  it('is made of 32 bytes', () => {
    expect(() => supporterIdFromBytes(Buffer.alloc(31))).toThrow(RangeError)
  })
})

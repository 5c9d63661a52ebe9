import { describe, expect, it } from 'vitest'
import { parseSupporterId, supporterIdFromBytes, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { address, supporterId } from '../../support/builders.ts'

describe('a supporter id', () => {
  it('is the same for an address in any case, and differs with the key', () => {
    expect(supporterIdOf(address('ANN@example.org'), 'test key')).toBe(supporterId)
    expect(supporterIdOf(address(), 'another key')).not.toBe(supporterId)
  })

  it('can be read back from its text and its bytes', () => {
    expect(parseSupporterId(supporterId)).toBe(supporterId)
    expect(supporterIdFromBytes(Buffer.from(supporterId, 'base64url'))).toBe(supporterId)
  })

  it.each([
    ['nothing', ''],
    ['an address', 'ann@example.org'],
    ['an id with a character missing', supporterId.slice(1)],
    ['an id with a character added', `${supporterId}A`],
    ['text of another alphabet', supporterId.replace(/^./, '+')],
    ['text whose end no 32 bytes encode to', supporterId.replace(/.$/, 'B')],
  ])('cannot be %s', (_, text) => {
    expect(parseSupporterId(text)).toBeUndefined()
  })

  it('is made of 32 bytes', () => {
    expect(() => supporterIdFromBytes(Buffer.alloc(31))).toThrow(RangeError)
  })
})

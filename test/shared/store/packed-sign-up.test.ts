import { describe, expect, it } from 'vitest'
import { pendingSignUp, type Supporter } from '../../../shared/domain/supporter.ts'
import { timeOrderedId } from '../../../shared/lib/time-ordered-id.ts'
import { type PackedSignUp, packSignUp, unpackSignUp } from '../../../shared/store/packed-sign-up.ts'
import { signUp, start } from '../../support/builders.ts'
import { given } from '../../support/scenario.ts'

const waiting = (supporter: Supporter) => {
  const found = pendingSignUp(supporter)
  if (!found) throw new Error('nothing waits')
  return found
}

describe('a pending sign-up as stored', () => {
  const made = waiting(given([signUp({}, 'Ann'), start]).supporter)
  const withNonce = { ...made, nonce: timeOrderedId(start, Buffer.alloc(10, 0x5a)) }

  it('is read as it was written, its hashes and nonce in half the bytes', () => {
    const stored = packSignUp(withNonce)
    const { wording, notice } = stored.consent
    expect([stored.nonce?.length, wording.hash.length, notice.hash.length]).toEqual([16, 32, 32])
    expect(unpackSignUp(stored)).toEqual(withNonce)
  })

  it('is read as older versions wrote it, in text and without a nonce', () => {
    const { nonce: _, ...older } = withNonce
    expect(unpackSignUp(older as PackedSignUp)).toEqual(older)
  })

  it('keeps a nonce that is no UUID as it is', () => {
    expect(unpackSignUp(packSignUp({ ...made, nonce: 'event-1' }))).toMatchObject({ nonce: 'event-1' })
  })
})

import { describe, expect, it } from 'vitest'
import type { SupporterHoldings } from '../../../shared/store/look-up.ts'
import { ownDataIn } from '../../../shared/workflows/my-data.ts'
import { days, settings, start } from '../../support/builders.ts'
import { confirmation, heldAfter, signUpIn } from '../../support/receipts.ts'

const own = (held: SupporterHoldings, at = start + days(1)) => ownDataIn(settings, held, 'en', at)

describe('a person’s own data', () => {
  it('includes what is on record, with the evidence of their own acts', () => {
    const held = heldAfter(signUpIn('en'), confirmation(1))
    const data = own(held)
    expect(data).toMatchObject({ withheld: false, supporter: { status: 'subscribed' } })
    expect(data?.file.evidence.map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(data?.file.requests).toEqual([])
    expect(data?.timeline).toHaveLength(2)
  })

  it('leaves out the evidence of an unconfirmed form, and says so', () => {
    const held = heldAfter(signUpIn('en'), confirmation(1), signUpIn('fr', ['events'], 'events'))
    const data = own(held)
    expect(data?.withheld).toBe(true)
    expect(data?.file.evidence.map(({ sequence }) => sequence)).toEqual([1, 2])
    // The form is mentioned, but not who sent it.
    expect(data?.timeline).toHaveLength(3)
  })

  const nothing: SupporterHoldings = { olderEvidence: [], mails: [], events: [] }
  it.each<[string, SupporterHoldings, number?]>([
    ['an unknown person', nothing],
    ['an objection alone', heldAfter({ type: 'object', method: 'officer' })],
    ['a sign-up that lapsed', heldAfter(signUpIn('en')), days(100)],
    ['an erased person', heldAfter(signUpIn('en'), confirmation(1), { type: 'erase', method: 'my-data' })],
  ])('is empty for %s', (_, held, later = 0) => {
    expect(own(held, start + days(1) + later)).toBeUndefined()
  })
})

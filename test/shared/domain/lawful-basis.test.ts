import { describe, expect, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { mayBeWrittenTo } from '../../../shared/domain/lawful-basis.ts'
import { consent, days, hours, minutes, signUp, start } from '../../support/builders.ts'
import { given, type Timed } from '../../support/scenario.ts'

const supports: Command = {
  type: 'soft-opt-in',
  consent: consent({ lawfulBasis: 'charity_soft_opt_in' }),
  profile: signUp().profile,
  softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
}
const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(300) }
const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }

describe('a charitable soft opt-in', () => {
  it('allows mail to a new person at once, and records why', () => {
    const { after } = given()
      .when(supports)
      .then({ outcome: 'accepted', event: { type: 'soft-opted-in', mail: 'soft-opt-in' } })
    expect(after).toMatchObject({ status: 'subscribed', lawfulBasis: 'charity_soft_opt_in' })
    expect(mayBeWrittenTo(after)).toBe(true)
  })

  it.each<[string, Timed[]]>([
    [
      'who unsubscribed',
      [
        [signUp(), start],
        [confirm, start],
        [unsubscribe, start],
      ],
    ],
    [
      'who unsubscribed before confirming',
      [
        [signUp(), start],
        [unsubscribe, start],
      ],
    ],
    [
      'who complained',
      [
        [signUp(), start],
        [confirm, start],
        [{ type: 'complaint', mail: 2 }, start],
      ],
    ],
    [
      'whose mailbox bounced',
      [
        [signUp(), start],
        [{ type: 'bounce', mail: 1 }, start],
      ],
    ],
    [
      'who refused an earlier soft opt-in by unsubscribing',
      [
        [supports, start],
        [unsubscribe, start],
      ],
    ],
  ])('does not resubscribe a person %s', (_, before) => {
    const { after } = given(...before)
      .when(supports, start + hours(1))
      .then({ outcome: 'accepted' })
    expect(mayBeWrittenTo(after)).toBe(false)
  })

  it('owes no fourth mail on a day on which a stranger had three sent', () => {
    const three = [0, 1, 2].map((n): Timed => [signUp({}, `Name ${n}`), start + hours(2 * n)])
    expect(given(...three).supporter.mailedAt).toHaveLength(3)
    const { after } = given(...three)
      .when(supports, start + hours(7))
      .then({ outcome: 'accepted', event: { type: 'soft-opted-in' } })
    expect(after.mailedAt).toHaveLength(3)
    expect(after.status).toBe('subscribed')
  })

  it('changes nothing for a subscriber, whose consent goes further', () => {
    given([signUp(), start], [confirm, start])
      .when(supports, start + hours(1))
      .then({ outcome: 'accepted' })
  })

  it('keeps a pending sign-up, whose confirmation then becomes consent', () => {
    const waiting: Timed[] = [
      [signUp(), start],
      [supports, start + minutes(1)],
    ]
    const { after } = given(...waiting)
      .when(confirm, start + hours(1))
      .then({
        outcome: 'confirmed',
        event: { type: 'confirmed' },
      })
    expect(after).toMatchObject({ lawfulBasis: 'consent' })
    expect(after).not.toHaveProperty('softOptIn')
  })

  it('is invalid for details obtained before 5 February 2026', () => {
    given()
      .when(supports, Date.UTC(2026, 1, 4))
      .then({ outcome: 'accepted' })
  })

  it.each(['interestEvidence', 'optOutOfferedAtCollection'] as const)(
    'without %s is refused at sending',
    (missing) => {
      const { after } = given().when(supports)
      if (after.status !== 'subscribed' || !after.softOptIn) throw new Error('a soft opt-in subscribes')
      const { [missing]: _, ...rest } = after.softOptIn
      expect(mayBeWrittenTo({ ...after, softOptIn: rest as typeof after.softOptIn })).toBe(false)
    },
  )
})

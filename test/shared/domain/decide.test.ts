import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../shared/domain/decide.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { circumstances, days, hours, minutes, settings, signUp, start } from '../../support/builders.ts'
import { given, type Timed } from '../../support/scenario.ts'

const confirm = (cycle = 1, changes = {}): Command => ({
  type: 'confirm',
  cycle,
  linkExpiresAt: start + days(300),
  ...changes,
})
const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
const bounce: Command = { type: 'bounce', mail: 99 }
const complaint: Command = { type: 'complaint', mail: 99 }

const signedUp: Timed = [signUp(), start]
const confirmed: Timed = [confirm(), start + minutes(1)]
const subscribed = [signedUp, confirmed]

describe('a sign-up', () => {
  it('of an unknown person asks for confirmation', () => {
    const { after } = given()
      .when(signUp())
      .then({
        outcome: 'accepted',
        event: { type: 'sign-up-requested', sequence: 1, mail: 'confirmation', cycle: 1 },
      })
    expect(after).toMatchObject({ status: 'pending', before: { status: 'unknown' }, version: 1 })
  })

  it('sent again within the cool-down changes nothing', () => {
    given(signedUp)
      .when(signUp(), start + minutes(9))
      .then({ outcome: 'accepted' })
  })

  it('sent again after the cool-down owes another mail for the same sign-up', () => {
    given(signedUp)
      .when(signUp(), start + minutes(10))
      .then({
        outcome: 'accepted',
        event: { type: 'sign-up-requested', sequence: 2, cycle: 1, mail: 'confirmation' },
      })
  })

  it('owes at most three mails a day', () => {
    const thrice: Timed[] = [0, 20, 40].map((minute) => [signUp(), start + minutes(minute)])
    given(...thrice)
      .when(signUp(), start + hours(2))
      .then({ outcome: 'accepted' })
    given(...thrice)
      .when(signUp(), start + hours(24))
      .then({ outcome: 'accepted', event: { mail: 'confirmation' } })
  })

  it('that corrects its topics within the cool-down is recorded without a mail', () => {
    const { after, decision } = given(signedUp)
      .when(signUp({ topics: ['events'] }), start + minutes(2))
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', cycle: 1 } })
    expect(decision.event).not.toHaveProperty('mail')
    expect(after).toMatchObject({ signUp: { cycle: 1, sequence: 2, consent: { topics: ['events'] } } })
  })

  it('through another form adds its topics to the pending ones', () => {
    const { after } = given(signedUp).when(signUp({ form: 'events', topics: ['events'] }), start + minutes(2))
    expect(after).toMatchObject({ signUp: { consent: { topics: ['stories', 'events'] } } })
  })

  it('is recorded at most ten times while its mail waits', () => {
    const changes: Timed[] = Array.from({ length: 10 }, (_, i) => [signUp({}, `Name ${i}`), start + i + 1])
    given(signedUp, ...changes)
      .when(signUp({}, 'Once more'), start + minutes(1))
      .then({ outcome: 'accepted' })
  })

  it('of a subscriber with no new topics owes a mail that says so, and no second one within the cool-down', () => {
    const repeated: Timed = [signUp(), start + hours(1)]
    given(...subscribed)
      .when(...repeated)
      .then({ outcome: 'accepted', event: { type: 'sign-up-repeated', mail: 'already-subscribed' } })
    given(...subscribed, repeated)
      .when(signUp(), start + hours(1) + minutes(5))
      .then({ outcome: 'accepted' })
  })

  it('of a subscriber with new topics asks to confirm those and keeps the old ones', () => {
    const { after } = given(...subscribed)
      .when(signUp({ topics: ['stories', 'events'] }), start + hours(1))
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', cycle: 3, mail: 'confirmation' } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['stories'] })
    expect(after).toMatchObject({ signUp: { consent: { topics: ['events'] } } })
  })

  it('of a person who unsubscribed is a fresh double opt-in', () => {
    const { after } = given(...subscribed, [unsubscribe, start + minutes(2)])
      .when(signUp(), start + minutes(3))
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', cycle: 4, mail: 'confirmation' } })
    expect(after).toMatchObject({ status: 'pending', before: { status: 'unsubscribed' } })
  })

  it('and unsubscribing, over and over, owes no more mails than the day allows', () => {
    const rounds = [1, 2, 3, 4].flatMap((round): Timed[] => [
      [signUp(), start + minutes(round)],
      [unsubscribe, start + minutes(round)],
    ])
    expect(given(...rounds).supporter.mailedAt).toHaveLength(3)
  })

  it.each([1, 2, 7])('owes at most eight mails a week where requests lapse after %i days', (pendingDays) => {
    const policy = { ...settings, retention: { ...settings.retention, pendingDays } }
    const mails: number[] = []
    let supporter = unknownSupporter()
    for (let at = start; at < start + days(14); at += hours(1)) {
      const { event, after } = decideAndEvolve(
        supporter,
        signUp({}, `Name ${at}`),
        circumstances(at, { policy }),
      )
      supporter = after
      if (event?.mail) mails.push(at)
      const thisWeek = mails.filter((mailed) => at - mailed < days(7))
      expect(thisWeek.length).toBeLessThanOrEqual(8)
      expect(thisWeek.filter((mailed) => at - mailed < days(1)).length).toBeLessThanOrEqual(3)
    }
    expect(mails.length).toBeGreaterThan(8)
  })

  it('owes at most eight mails a week', () => {
    const often = Array.from({ length: 60 }, (_, i): Timed => [signUp({}, `Name ${i}`), start + i * hours(3)])
    expect(given(...often).supporter.mailedAt.length).toBeLessThanOrEqual(8)
  })

  it('after a bounce gets one more try, and after a second bounce none', () => {
    const once: Timed[] = [signedUp, [bounce, start + minutes(1)]]
    const again: Timed = [signUp(), start + hours(1)]
    given(...once)
      .when(...again)
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', mail: 'confirmation' } })
    given(...once, again, [bounce, start + hours(2)])
      .when(signUp(), start + days(1))
      .then({ outcome: 'accepted' })
  })

  it('after a complaint is a fresh double opt-in', () => {
    given(...subscribed, [complaint, start + hours(1)])
      .when(signUp(), start + days(1))
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', mail: 'confirmation' } })
  })
})

describe('a confirmation', () => {
  it('subscribes to the requested topics and owes a welcome', () => {
    const { after } = given([signUp({}, 'Ann'), start])
      .when(confirm(), start + hours(1))
      .then({ outcome: 'confirmed', event: { type: 'confirmed', sequence: 2, cycle: 1, mail: 'welcome' } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['stories'], name: 'Ann', confirmedCycle: 1 })
  })

  it('pressed twice is no error and no second event', () => {
    given(...subscribed)
      .when(confirm(), start + hours(1))
      .then({ outcome: 'already-confirmed' })
  })

  it('of added topics keeps the old ones and owes no second welcome', () => {
    const added: Timed = [signUp({ topics: ['stories', 'events'] }), start + hours(1)]
    const { after, decision } = given(...subscribed, added).when(confirm(3), start + hours(2))
    expect(after).toMatchObject({
      status: 'subscribed',
      topics: ['stories', 'events'],
      since: start + minutes(1),
    })
    expect(decision.event).not.toHaveProperty('mail')
    expect(after).not.toHaveProperty('signUp')
  })

  it('with an expired link says so and changes nothing', () => {
    given(signedUp)
      .when(confirm(1, { linkExpiresAt: start + hours(72) }), start + hours(72))
      .then({ outcome: 'expired' })
  })

  it('of a sign-up that changed after the page was shown shows it again', () => {
    const changed: Timed = [signUp({ topics: ['events'] }), start + minutes(1)]
    given(signedUp, changed)
      .when(confirm(1, { shown: 1 }), start + minutes(2))
      .then({ outcome: 'changed' })
    given(signedUp, changed)
      .when(confirm(1, { shown: 2 }), start + minutes(2))
      .then({ outcome: 'confirmed', event: { consent: { topics: ['events'] } } as never })
  })

  it('after the retention period finds nothing, even if the item is still there', () => {
    given(signedUp)
      .when(confirm(), start + days(7))
      .then({ outcome: 'not-waiting' })
  })

  it('after unsubscribing does not subscribe anew', () => {
    given(...subscribed, [unsubscribe, start + hours(1)])
      .when(confirm(), start + hours(2))
      .then({ outcome: 'not-waiting' })
  })

  it('clears the bounces counted before', () => {
    const back: Timed[] = [signedUp, [bounce, start + minutes(1)], [signUp(), start + hours(1)]]
    expect(given(...back).when(confirm(3), start + hours(2)).after).toMatchObject({ bounces: 0 })
  })
})

describe('a new link', () => {
  it('is sent for an expired one while the sign-up is pending', () => {
    given(signedUp)
      .when({ type: 'resend', cycle: 1 }, start + days(4))
      .then({ outcome: 'resent', event: { type: 'confirmation-resent', cycle: 1, mail: 'confirmation' } })
  })

  it('is not sent twice within the cool-down', () => {
    given(signedUp)
      .when({ type: 'resend', cycle: 1 }, start + minutes(1))
      .then({ outcome: 'resent' })
  })

  it('is refused once nothing is pending', () => {
    given(signedUp)
      .when({ type: 'resend', cycle: 1 }, start + days(8))
      .then({ outcome: 'not-waiting' })
  })
})

describe('unsubscribing', () => {
  const cases: [string, Timed[]][] = [
    ['with a pending sign-up', [signedUp]],
    ['as a subscriber', subscribed],
    ['after a bounce', [signedUp, [bounce, start]]],
    ['after a complaint', [...subscribed, [complaint, start + hours(1)]]],
  ]
  it.each(cases)('%s is recorded', (_, before) => {
    const { after } = given(...before)
      .when({ type: 'unsubscribe', method: 'one-click' }, start + hours(2))
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn', method: 'one-click' } })
    expect(after.status).toBe('unsubscribed')
  })

  it.each([
    ['an unknown person', []],
    ['a person who unsubscribed before', [...subscribed, [unsubscribe, start + hours(1)] as Timed]],
  ])('is no error for %s', (_, before) => {
    given(...before)
      .when(unsubscribe, start + hours(2))
      .then({ outcome: 'unsubscribed' })
  })
})

describe('feedback from the mail provider', () => {
  it.each([
    ['bounce', bounce, 'bounced'],
    ['complaint', complaint, 'complained'],
  ] as const)('suppresses once after a %s', (_, command, reason) => {
    const { after } = given(...subscribed).when(command, start + hours(1))
    expect(after).toMatchObject({ status: 'suppressed', reason })
    given(...subscribed, [command, start + hours(1)])
      .when(command, start + hours(2))
      .then({ outcome: 'recorded' })
  })

  it('about a mail of an earlier sign-up, late or repeated, says nothing about the present one', () => {
    const again: Timed[] = [signedUp, [{ type: 'bounce', mail: 1 }, start + 1], [signUp(), start + hours(1)]]
    given(...again)
      .when({ type: 'bounce', mail: 1 }, start + hours(2))
      .then({ outcome: 'recorded' })
    expect(given(...again).when({ type: 'bounce', mail: 3 }, start + hours(2)).after).toMatchObject({
      bounces: 2,
    })
  })

  it('about an unknown person is not recorded', () => {
    given().when(bounce).then({ outcome: 'recorded' })
  })
})

describe('a sign-up that lapses', () => {
  it('leaves a person who had unsubscribed unsubscribed', () => {
    const back: Timed[] = [...subscribed, [unsubscribe, start + hours(1)], [signUp(), start + hours(2)]]
    given(...back)
      .when(signUp(), start + days(10))
      .then({ outcome: 'accepted', event: { type: 'sign-up-requested', cycle: 5, mail: 'confirmation' } })
    expect(given(...back).when(unsubscribe, start + days(10)).decision.event).toBeUndefined()
  })

  it('leaves a subscriber subscribed', () => {
    const more: Timed[] = [...subscribed, [signUp({ topics: ['events'] }), start + hours(1)]]
    given(...more)
      .when(confirm(3), start + days(9))
      .then({ outcome: 'not-waiting' })
  })
})

describe('the outcomes of a command', () => {
  it('are known to the compiler from the command’s type', () => {
    const { outcome } = decideAndEvolve(unknownSupporter(), { type: 'restrict' }, circumstances(start))
    expectTypeOf(outcome).toEqualTypeOf<'recorded'>()
    const exported = decideAndEvolve(
      unknownSupporter(),
      { type: 'export', method: 'officer' },
      circumstances(start),
    )
    expectTypeOf(exported.outcome).toEqualTypeOf<'recorded' | 'not-held'>()
    expect([outcome, exported.outcome]).toEqual(['recorded', 'not-held'])
  })
})

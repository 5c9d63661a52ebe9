import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../../shared/domain/decide.ts'
import { lapse } from '../../../../shared/domain/lapse.ts'
import type { Supporter } from '../../../../shared/domain/supporter.ts'
import { circumstances, days, minutes, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }
const erase: Command = { type: 'erase', method: 'my-data' }
const finish = (begun: number): Command => ({ type: 'finish-erasure', begun, notified: ['Newsletter'] })
const subscribed: Timed[] = [
  [signUp({}, 'Ann'), start],
  [confirm, start],
]
const unsubscribed: Timed[] = [...subscribed, [{ type: 'unsubscribe', method: 'link' }, start]]
const personal = ['name', 'address', 'locale', 'softBounced', 'signUp', 'before', 'withdrawal', 'topics']
const heldOf = (supporter: Supporter) => personal.filter((field) => field in supporter)

describe('an erasure', () => {
  it.each([
    ['a person with a pending sign-up', subscribed.slice(0, 1)],
    ['a subscriber', subscribed],
    [
      'a subscriber with a pending sign-up for more topics',
      [...subscribed, [signUp({ topics: ['events'] }), start]],
    ],
    ['a person who unsubscribed', unsubscribed],
    ['a person who complained', [...subscribed, [{ type: 'complaint', mail: 1 }, start]]],
    ['a person who objected', [...subscribed, [{ type: 'object', method: 'my-data' }, start]]],
  ] as [string, Timed[]][])('of %s keeps the address for the last mail, and nothing else', (_, before) => {
    const { after } = given(...before)
      .when(erase)
      .then({
        outcome: 'erasure-begun',
        event: { type: 'erasure-begun', mail: 'erasure', actor: 'supporter' },
      })
    expect(heldOf(after)).toEqual(['address', 'locale'])
    expect(after).toMatchObject({ status: 'suppressed', reason: 'erased', evidence: [], mailedAt: [] })
  })

  it('keeps no evidence of itself, which would be personal data', () => {
    expect(given(...subscribed).when(erase).decision.event).not.toHaveProperty('evidence')
  })

  it('ends with only the keyed hash', () => {
    const { after } = given(...subscribed, [erase, start])
      .when(finish(3), start + minutes(1))
      .then({ outcome: 'recorded', event: { type: 'erased', begun: 3, actor: 'system' } })
    const { head: _, ...rest } = after
    expect(rest).toEqual({
      version: 4,
      status: 'suppressed',
      reason: 'erased',
      since: start,
      everConfirmed: false,
      mailedAt: [],
      bounces: 0,
      evidence: [],
    })
  })

  it('by an officer names the data request behind it', () => {
    const command: Command = { type: 'erase', method: 'officer' }
    const { event } = decideAndEvolve(
      given(...subscribed).supporter,
      command,
      circumstances(start, { actor: 'officer', dataRequest: '7K3M-9QXP' }),
    )
    expect(event).toMatchObject({ actor: 'officer', method: 'officer', dataRequest: '7K3M-9QXP' })
  })

  it('owes no mail to a mailbox that bounces, and keeps no address for one', () => {
    const bounced: Timed[] = [...subscribed, [{ type: 'bounce', mail: 2 }, start]]
    const { after, decision } = given(...bounced).when(erase)
    expect(decision.event).not.toHaveProperty('mail')
    expect(heldOf(after)).toEqual([])
  })

  it('of a person whose sign-up lapsed is recorded too, since the item may still be there', () => {
    given([signUp({}, 'Ann'), start])
      .when(erase, start + days(30))
      .then({ outcome: 'erasure-begun', event: { type: 'erasure-begun', sequence: 2 } })
  })

  it('of an unknown person does nothing', () => {
    given().when(erase).then({ outcome: 'not-held' })
  })

  it('begins once and finishes once', () => {
    given(...subscribed, [erase, start])
      .when(erase)
      .then({ outcome: 'already-erased' })
    given(...subscribed, [erase, start], [finish(3), start])
      .when(finish(3))
      .then({ outcome: 'already-erased' })
    given(...subscribed, [erase, start], [finish(3), start])
      .when(erase)
      .then({ outcome: 'already-erased' })
  })

  it('of a restricted record is for the person to insist on, or for an officer to unrestrict first', () => {
    const restricted: Timed[] = [...subscribed, [{ type: 'restrict' }, start]]
    given(...restricted)
      .when({ type: 'erase', method: 'officer' })
      .then({ outcome: 'restricted' })
    const { after } = given(...restricted)
      .when(erase)
      .then({ outcome: 'erasure-begun', event: { type: 'erasure-begun' } })
    expect(after).not.toHaveProperty('restricted')
  })
})

describe('an erased person', () => {
  const erased: Timed[] = [...subscribed, [erase, start], [finish(3), start + 1]]

  it.each([
    { type: 'unsubscribe', method: 'one-click' },
    { type: 'bounce', mail: 2 },
    { type: 'soft-bounce', mail: 2 },
    { type: 'complaint', mail: 2 },
    { type: 'delivery', mail: 3 },
    { type: 'restrict' },
    { type: 'rectify', name: 'Ann' },
    { type: 'resend', cycle: 1 },
    confirm,
  ] as Command[])('gets no further events from $type', (command) => {
    for (const before of [erased, erased.slice(0, 3)]) {
      expect(given(...before).when(command, start + 2).decision).not.toHaveProperty('event')
    }
  })

  it('who signs up again starts afresh by double opt-in, and the chain goes on', () => {
    const { after } = given(...erased)
      .when(signUp({}, 'Ann'), start + days(1))
      .then({
        outcome: 'accepted',
        event: { type: 'sign-up-requested', sequence: 5, cycle: 5, mail: 'confirmation' },
      })
    expect(after.status).toBe('pending')
    const lapsed = lapse(after, start + days(9), days(7))
    expect(lapsed).toMatchObject({ status: 'suppressed', reason: 'erased' })
    expect(heldOf(lapsed)).toEqual([])
  })

  it('cannot be mailed on a soft opt-in', () => {
    const { consent, profile } = signUp()
    const softOptIn = { interestEvidence: 'donation', optOutOfferedAtCollection: true } as const
    given(...erased)
      .when({ type: 'soft-opt-in', consent, profile, softOptIn }, start + days(1))
      .then({ outcome: 'accepted' })
  })

  it('who signs up before the erasure is finished keeps the new sign-up, and the erasure still ends', () => {
    const again: Timed[] = [...subscribed, [erase, start], [signUp({}, 'Ann'), start + minutes(1)]]
    const { after } = given(...again)
      .when(finish(3), start + minutes(2))
      .then({ outcome: 'recorded', event: { type: 'erased', sequence: 5 } })
    expect(after).toMatchObject({ status: 'pending', signUp: { name: 'Ann' } })
    expect(after).not.toHaveProperty('erasing')
  })
})

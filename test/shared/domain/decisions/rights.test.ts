import { describe, expect, it } from 'vitest'
import type { Command, CommandOf } from '../../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../../shared/domain/decide.ts'
import { lapse } from '../../../../shared/domain/lapse.ts'
import { circumstances, days, minutes, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }
const subscribed: Timed[] = [
  [signUp({}, 'Ann'), start],
  [confirm, start],
]

const ask: CommandOf<'request-my-data-link'> = { type: 'request-my-data-link' }

describe('a request for the link to one’s data', () => {
  it('owes a mail if an address is on record, and keeps no evidence of who asked', () => {
    const { decision } = given([signUp(), start])
      .when(ask, start + days(1))
      .then({ outcome: 'accepted', event: { type: 'my-data-link-requested', mail: 'my-data' } })
    expect(decision.event).not.toHaveProperty('evidence')
  })

  it('gets no mail if nothing is held', () => {
    given().when(ask).then({ outcome: 'accepted' })
  })

  it('waits for its turn if the person was just mailed: what they ask for themselves is never dropped', () => {
    const signedUp = given([signUp(), start])
    signedUp.when(ask, start + 1).then({ outcome: 'later' })
    signedUp
      .when({ ...ask, askedAt: start + 1 }, start + minutes(10))
      .then({ outcome: 'accepted', event: { type: 'my-data-link-requested', mail: 'my-data' } })
  })

  it('is answered, with every other that was made before, by one mail', () => {
    const askedAt = start + minutes(1)
    const mailed = given([signUp(), start], [{ ...ask, askedAt }, start + minutes(10)])
    for (const waited of [askedAt, start + minutes(9)])
      mailed.when({ ...ask, askedAt: waited }, start + minutes(25)).then({ outcome: 'accepted' })
    mailed
      .when({ ...ask, askedAt: start + minutes(11) }, start + minutes(25))
      .then({ outcome: 'accepted', event: { mail: 'my-data' } })
  })

  it('works for people who unsubscribed, objected, complained or are restricted, as is their right', () => {
    const endings: Command[] = [
      { type: 'unsubscribe', method: 'link' },
      { type: 'object', method: 'officer' },
      { type: 'complaint', mail: 2 },
      { type: 'restrict' },
    ]
    for (const ending of endings) {
      given(
        [signUp(), start],
        [{ type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }, start],
        [ending, start],
      )
        .when(ask, start + days(1))
        .then({ outcome: 'accepted', event: { type: 'my-data-link-requested' } })
    }
  })

  it('changes nothing else', () => {
    const before = given([signUp(), start])
    const { after } = before.when(ask, start + days(1))
    expect(after).toMatchObject({ status: 'pending', signUp: { sequence: 1 } })
  })
})

describe('an objection', () => {
  it('ends all mail at once, from every state', () => {
    const object: Command = { type: 'object', method: 'my-data' }
    for (const before of [[], [[signUp(), start]], subscribed] as Timed[][]) {
      const { after } = given(...before)
        .when(object)
        .then({ outcome: 'recorded', event: { type: 'objected', method: 'my-data' } })
      expect(after).toMatchObject({ status: 'suppressed', reason: 'objected' })
      given(...before, [object, start])
        .when(object)
        .then({ outcome: 'recorded' })
    }
  })

  it('is recorded with the person who acted as its actor', () => {
    const command: Command = { type: 'object', method: 'list' }
    const { event } = decideAndEvolve(given().supporter, command, circumstances(start, { actor: 'officer' }))
    expect(event).toMatchObject({ actor: 'officer', method: 'list' })
  })

  it('outlives a later sign-up that was never confirmed', () => {
    const { supporter } = given([{ type: 'object', method: 'list' }, start], [signUp(), start + 1])
    expect(supporter.status).toBe('pending')
    const lapsed = lapse(supporter, start + days(8), days(7))
    expect(lapsed).toMatchObject({ status: 'suppressed', reason: 'objected' })
    expect(lapsed).not.toHaveProperty('address')
  })
})

describe('a restricted record', () => {
  const restricted: Timed[] = [...subscribed, [{ type: 'restrict' }, start + 1]]

  it('is kept as it is, and no sign-up changes it', () => {
    expect(given(...restricted).supporter).toMatchObject({ status: 'subscribed', restricted: start + 1 })
    given(...restricted)
      .when(signUp({ topics: ['events'] }))
      .then({ outcome: 'accepted' })
  })

  it('does not lapse', () => {
    const { supporter } = given([signUp({}, 'Ann'), start], [{ type: 'restrict' }, start + 1])
    expect(lapse(supporter, start + days(90), days(7))).toBe(supporter)
  })

  it('is used again once the restriction is lifted', () => {
    const { after } = given(...restricted)
      .when({ type: 'lift-restriction' })
      .then({ outcome: 'recorded', event: { type: 'restriction-lifted' } })
    expect(after).not.toHaveProperty('restricted')
    expect(after.status).toBe('subscribed')
  })

  it('cannot be restricted twice, and an unrestricted one cannot be lifted', () => {
    given(...restricted)
      .when({ type: 'restrict' })
      .then({ outcome: 'recorded' })
    given(...subscribed)
      .when({ type: 'lift-restriction' })
      .then({ outcome: 'recorded' })
    given().when({ type: 'restrict' }).then({ outcome: 'recorded' })
  })
})

describe('a name', () => {
  it('can be corrected or removed', () => {
    expect(given(...subscribed).when({ type: 'rectify', name: 'Anna' }).after).toMatchObject({ name: 'Anna' })
    expect(given(...subscribed).when({ type: 'rectify', name: null }).after).not.toHaveProperty('name')
    given(...subscribed)
      .when({ type: 'rectify', name: 'Ann' })
      .then({ outcome: 'recorded' })
  })
})

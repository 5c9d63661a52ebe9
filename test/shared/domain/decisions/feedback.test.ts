import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import { days, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }
const subscribed: Timed[] = [
  [signUp(), start],
  [confirm, start],
]
const full = (mail: number): Command => ({ type: 'soft-bounce', mail, subtype: 'MailboxFull' })
const times = (n: number, apart = days(1)): Timed[] =>
  Array.from({ length: n }, (_, i) => [full(10 + i), start + i * apart])

describe('a soft bounce', () => {
  it('is counted once for each mail', () => {
    const { supporter } = given(...subscribed, [full(2), start], [full(2), start])
    expect(supporter).toMatchObject({ status: 'subscribed', softBounced: [{ mail: 2, at: start }] })
  })

  it('counts as a bounce if it is the fifth within thirty days', () => {
    given(...subscribed, ...times(4))
      .when(full(20), start + days(29))
      .then({ outcome: 'recorded', event: { type: 'bounced', about: 20, subtype: 'MailboxFull' } })
  })

  it('does not if the first of them is longer ago', () => {
    given(...subscribed, ...times(4))
      .when(full(20), start + days(30))
      .then({ outcome: 'recorded', event: { type: 'soft-bounced' } })
  })

  it('is cleared by the next delivery', () => {
    const { after } = given(...subscribed, ...times(4))
      .when({ type: 'delivery', mail: 14 }, start + days(5))
      .then({ outcome: 'recorded', event: { type: 'delivered', about: 14, actor: 'provider' } })
    expect(after).not.toHaveProperty('softBounced')
  })
})

describe('feedback about a confirmation mail', () => {
  it.each<[Command, string]>([
    [{ type: 'delivery', mail: 1 }, 'delivered'],
    [{ type: 'delay', mail: 1 }, 'delayed'],
    [full(1), 'soft-bounced'],
  ])('of %o is noted with the pending sign-up', (command, delivery) => {
    const { after } = given([signUp(), start])
      .when(command)
      .then({
        outcome: 'recorded',
        event: { about: 1, type: delivery } as never,
      })
    expect(after).toMatchObject({ status: 'pending', signUp: { delivery } })
  })

  it('that comes late or twice changes nothing', () => {
    const delivered: Command = { type: 'delivery', mail: 1 }
    given([signUp(), start], [delivered, start]).when(delivered).then({ outcome: 'recorded' })
    given([signUp(), start], [delivered, start])
      .when({ type: 'delay', mail: 1 })
      .then({ outcome: 'recorded' })
    given(...subscribed)
      .when(delivered)
      .then({ outcome: 'recorded' })
  })
})

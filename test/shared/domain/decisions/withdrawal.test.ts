import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import { days, hours, minutes, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm = (cycle: number): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(400) })
const leave: Command = { type: 'unsubscribe', method: 'link' }
const subscribed: Timed[] = [
  [signUp({ topics: ['stories', 'events'] }, 'Ann'), start],
  [confirm(1), start],
]
const left: Timed[] = [...subscribed, [leave, start + hours(1)]]
const back = (topics = ['stories', 'events'], undoes = 3): Command => ({
  type: 'undo-withdrawal',
  undoes,
  topics,
})

describe('leaving', () => {
  it('is taken back whole within the hour, with the basis and the name that were there', () => {
    const { after } = given(...left)
      .when(back(), start + hours(2) - 1)
      .then({
        outcome: 'withdrawal-undone',
        event: { type: 'withdrawal-undone', undoes: 3, topics: ['stories', 'events'] },
      })
    expect(after).toMatchObject({ status: 'subscribed', since: start, lawfulBasis: 'consent', name: 'Ann' })
  })

  it('is taken back for single topics, or for later, and never for more than was left', () => {
    const pausedUntil = start + days(30)
    const { after } = given(...left)
      .when(
        { type: 'undo-withdrawal', undoes: 3, topics: ['events', 'emergencies'], pausedUntil },
        start + hours(1),
      )
      .then({ outcome: 'withdrawal-undone', event: { topics: ['events'], pausedUntil } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['events'], pausedUntil })
  })

  it.each<[string, Command, number]>([
    ['an hour later', back(), start + hours(2)],
    ['from the page of another leaving', back(['stories'], 2), start + hours(1)],
    ['for topics that were never left', back(['emergencies']), start + hours(1)],
  ])('is not taken back %s', (_, command, at) => {
    given(...left)
      .when(command, at)
      .then({ outcome: 'too-late' })
  })

  it('taken back twice is taken back once', () => {
    given(...left, [back(), start + hours(1)])
      .when(back(), start + hours(1))
      .then({ outcome: 'withdrawal-undone' })
  })

  it('before ever confirming leaves nothing to take back', () => {
    given([signUp(), start], [leave, start])
      .when(back(['stories'], 2), start)
      .then({ outcome: 'too-late' })
  })

  it('is not undone by a bounce or a complaint that came after it', () => {
    given(...left, [{ type: 'complaint', mail: 2 }, start + hours(1)])
      .when(back(), start + hours(1))
      .then({ outcome: 'too-late' })
  })

  it('is explained once, and only soon after', () => {
    const explain: Command = { type: 'explain-withdrawal', reason: 'too-many' }
    const told = { type: 'withdrawal-explained', reason: 'too-many' } as const
    given(...left)
      .when(explain, start + hours(1))
      .then({ outcome: 'recorded', event: told })
    given(...left, [explain, start + hours(1)])
      .when(explain, start + hours(1))
      .then({ outcome: 'recorded' })
    given(...left)
      .when(explain, start + hours(2))
      .then({ outcome: 'recorded' })
    given(...subscribed)
      .when(explain, start)
      .then({ outcome: 'recorded' })
  })

  it('does not weaken an objection', () => {
    given(...subscribed, [{ type: 'object', method: 'my-data' }, start])
      .when(leave, start)
      .then({ outcome: 'unsubscribed' })
  })
})

describe('"no" to a mail that asked for more topics', () => {
  const asked: Timed[] = [...subscribed, [signUp({ topics: ['emergencies'] }), start + hours(1)]]
  const cancel: Command = { type: 'cancel-sign-up', cycle: 3, method: 'link' }

  it('takes the request away and leaves what was held', () => {
    const { after } = given(...asked)
      .when(cancel, start + hours(2))
      .then({ outcome: 'sign-up-cancelled', event: { type: 'sign-up-cancelled', cycle: 3 } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['stories', 'events'] })
    expect(after).not.toHaveProperty('signUp')
    expect(after.evidence.map(({ sequence }) => sequence)).toEqual([1, 2, 4])
  })

  it('is leaving for somebody new, and for what was confirmed since', () => {
    const first: Command = { ...cancel, cycle: 1 }
    given([signUp(), start])
      .when(first, start)
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn' } })
    given(...asked, [confirm(3), start + hours(2)])
      .when(cancel, start + hours(2))
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn' } })
  })

  it('pressed twice is no error', () => {
    given(...asked, [cancel, start + hours(1) + minutes(1)])
      .when(cancel, start + hours(2))
      .then({ outcome: 'sign-up-cancelled' })
  })
})

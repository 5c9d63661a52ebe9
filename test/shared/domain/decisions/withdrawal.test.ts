import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import { days, hours, minutes, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm = (cycle: number): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(400) })
const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
const subscribed: Timed[] = [
  [signUp({ topics: ['stories', 'events'] }, 'Ann'), start],
  [confirm(1), start],
]
const unsubscribed: Timed[] = [...subscribed, [unsubscribe, start + hours(1)]]
const undo = (topics = ['stories', 'events'], undoes = 3): Command => ({
  type: 'undo-withdrawal',
  undoes,
  topics,
})

describe('unsubscribing', () => {
  it('can be undone completely within the hour, with basis and name restored', () => {
    const { after } = given(...unsubscribed)
      .when(undo(), start + hours(2) - 1)
      .then({
        outcome: 'withdrawal-undone',
        event: { type: 'withdrawal-undone', undoes: 3, topics: ['stories', 'events'] },
      })
    expect(after).toMatchObject({ status: 'subscribed', since: start, lawfulBasis: 'consent', name: 'Ann' })
  })

  it('can be undone for single topics or with a pause, and never for more than was withdrawn', () => {
    const pausedUntil = start + days(30)
    const { after } = given(...unsubscribed)
      .when(
        { type: 'undo-withdrawal', undoes: 3, topics: ['events', 'emergencies'], pausedUntil },
        start + hours(1),
      )
      .then({ outcome: 'withdrawal-undone', event: { topics: ['events'], pausedUntil } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['events'], pausedUntil })
  })

  it.each<[string, Command, number]>([
    ['an hour later', undo(), start + hours(2)],
    ['from the page of another withdrawal', undo(['stories'], 2), start + hours(1)],
    ['for topics that were not subscribed to', undo(['emergencies']), start + hours(1)],
  ])('is not undone %s', (_, command, at) => {
    given(...unsubscribed)
      .when(command, at)
      .then({ outcome: 'too-late' })
  })

  it('is undone once, even if that is pressed twice', () => {
    given(...unsubscribed, [undo(), start + hours(1)])
      .when(undo(), start + hours(1))
      .then({ outcome: 'withdrawal-undone' })
  })

  it('before any confirmation leaves nothing to undo', () => {
    given([signUp(), start], [unsubscribe, start])
      .when(undo(['stories'], 2), start)
      .then({ outcome: 'too-late' })
  })

  it('is not reversed by a later bounce or complaint', () => {
    given(...unsubscribed, [{ type: 'complaint', mail: 2 }, start + hours(1)])
      .when(undo(), start + hours(1))
      .then({ outcome: 'too-late' })
  })

  it('takes one reason, and only soon after', () => {
    const explain: Command = { type: 'explain-withdrawal', reason: 'too-many' }
    const explained = { type: 'withdrawal-explained', reason: 'too-many' } as const
    given(...unsubscribed)
      .when(explain, start + hours(1))
      .then({ outcome: 'recorded', event: explained })
    given(...unsubscribed, [explain, start + hours(1)])
      .when(explain, start + hours(1))
      .then({ outcome: 'recorded' })
    given(...unsubscribed)
      .when(explain, start + hours(2))
      .then({ outcome: 'recorded' })
    given(...subscribed)
      .when(explain, start)
      .then({ outcome: 'recorded' })
  })

  it('does not weaken an objection', () => {
    given(...subscribed, [{ type: 'object', method: 'my-data' }, start])
      .when(unsubscribe, start)
      .then({ outcome: 'unsubscribed' })
  })
})

describe('"no" to a mail about more topics', () => {
  const askedForMore: Timed[] = [...subscribed, [signUp({ topics: ['emergencies'] }), start + hours(1)]]
  const cancel: Command = { type: 'cancel-sign-up', cycle: 3, method: 'link' }

  it('cancels the pending topics and keeps what was held', () => {
    const { after } = given(...askedForMore)
      .when(cancel, start + hours(2))
      .then({ outcome: 'sign-up-cancelled', event: { type: 'sign-up-cancelled', cycle: 3 } })
    expect(after).toMatchObject({ status: 'subscribed', topics: ['stories', 'events'] })
    expect(after).not.toHaveProperty('signUp')
    expect(after.evidence.map(({ sequence }) => sequence)).toEqual([1, 2, 4])
  })

  it('unsubscribes a new person, and from topics confirmed since', () => {
    const first: Command = { ...cancel, cycle: 1 }
    given([signUp(), start])
      .when(first, start)
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn' } })
    given(...askedForMore, [confirm(3), start + hours(2)])
      .when(cancel, start + hours(2))
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn' } })
  })

  it('pressed twice is no error', () => {
    given(...askedForMore, [cancel, start + hours(1) + minutes(1)])
      .when(cancel, start + hours(2))
      .then({ outcome: 'sign-up-cancelled' })
  })
})

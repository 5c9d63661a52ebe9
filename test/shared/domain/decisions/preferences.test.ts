import { describe, expect, it } from 'vitest'
import type { Command, CommandOf } from '../../../../shared/domain/commands.ts'
import { address, consent, days, signUp, start } from '../../../support/builders.ts'
import { given, type Timed } from '../../../support/scenario.ts'

const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }
const subscribed: Timed[] = [
  [signUp({ topics: ['stories', 'events'] }, 'Ann'), start],
  [confirm, start],
]
const save = (changes: Partial<CommandOf<'change-preferences'>> = {}): Command => ({
  type: 'change-preferences',
  topics: ['stories', 'events'],
  locale: 'en',
  name: 'Ann',
  consent: consent({ form: 'preferences' }),
  ...changes,
})

describe('saving preferences', () => {
  it('changes nothing if they are the same', () => {
    given(...subscribed)
      .when(save())
      .then({ outcome: 'saved' })
  })

  it('removes topics without a new consent', () => {
    const { after, decision } = given(...subscribed)
      .when(save({ topics: ['events'] }))
      .then({ outcome: 'saved', event: { type: 'preferences-changed', topics: ['events'] } })
    expect(decision.event).not.toHaveProperty('consent')
    expect(after).toMatchObject({ status: 'subscribed', topics: ['events'] })
  })

  it('adds topics with a new consent to everything ticked', () => {
    const topics = ['events', 'emergencies']
    given(...subscribed)
      .when(save({ topics }))
      .then({ outcome: 'saved', event: { topics, consent: consent({ form: 'preferences', topics }) } })
  })

  it('adds no topic without a consent, as when the record changed after the page was shown', () => {
    const { consent: _, ...without } = save({
      topics: ['events', 'emergencies'],
    }) as CommandOf<'change-preferences'>
    given(...subscribed)
      .when(without)
      .then({ outcome: 'changed' })
  })

  it('changes name and language, and removes the name', () => {
    const { after } = given(...subscribed)
      .when(save({ name: 'Anna', locale: 'fr' }))
      .then({ outcome: 'saved', event: { name: 'Anna', locale: 'fr' } })
    expect(after).toMatchObject({ name: 'Anna', locale: 'fr' })
    const { name: _, ...nameless } = save() as CommandOf<'change-preferences'>
    expect(given(...subscribed).when(nameless).after).not.toHaveProperty('name')
  })

  it('pauses until a day, and ends the pause', () => {
    const pausedUntil = start + days(30)
    const paused: Timed[] = [...subscribed, [save({ pausedUntil }), start]]
    expect(given(...paused).supporter).toMatchObject({ status: 'subscribed', pausedUntil })
    expect(given(...paused).when(save()).after).not.toHaveProperty('pausedUntil')
  })

  it('with nothing ticked unsubscribes, which can be undone', () => {
    given(...subscribed)
      .when(save({ topics: [] }))
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn', method: 'preferences' } })
  })

  it('turns a soft opt-in into consent only if a topic is added', () => {
    const softly: Command = {
      type: 'soft-opt-in',
      consent: consent({ lawfulBasis: 'charity_soft_opt_in' }),
      profile: { address: address() },
      softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
    }
    const { name: _, ...choice } = save({
      topics: ['stories'],
      locale: 'fr',
    }) as CommandOf<'change-preferences'>
    expect(given([softly, start]).when(choice).after).toMatchObject({
      lawfulBasis: 'charity_soft_opt_in',
      softOptIn: { interestEvidence: 'donation' },
    })
    const more = given([softly, start]).when({ ...choice, topics: ['stories', 'events'] })
    expect(more.after).toMatchObject({ lawfulBasis: 'consent', everConfirmed: true })
    expect(more.after).not.toHaveProperty('softOptIn')
  })

  it('is refused to a person who is not subscribed', () => {
    given([signUp(), start]).when(save()).then({ outcome: 'not-subscribed' })
  })
})

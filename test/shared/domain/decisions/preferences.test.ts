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

describe('preferences', () => {
  it('saved as they were change nothing', () => {
    given(...subscribed)
      .when(save())
      .then({ outcome: 'saved' })
  })

  it('take topics away without a new consent', () => {
    const { after, decision } = given(...subscribed)
      .when(save({ topics: ['events'] }))
      .then({ outcome: 'saved', event: { type: 'preferences-changed', topics: ['events'] } })
    expect(decision.event).not.toHaveProperty('consent')
    expect(after).toMatchObject({ status: 'subscribed', topics: ['events'] })
  })

  it('add topics by a new consent, to all that is ticked', () => {
    const topics = ['events', 'emergencies']
    given(...subscribed)
      .when(save({ topics }))
      .then({ outcome: 'saved', event: { topics, consent: consent({ form: 'preferences', topics }) } })
  })

  it('add no topic without a consent, as where the record changed since the page was shown', () => {
    const { consent: _, ...without } = save({
      topics: ['events', 'emergencies'],
    }) as CommandOf<'change-preferences'>
    given(...subscribed)
      .when(without)
      .then({ outcome: 'changed' })
  })

  it('change name and language, and remove the name', () => {
    const { after } = given(...subscribed)
      .when(save({ name: 'Anna', locale: 'fr' }))
      .then({ outcome: 'saved', event: { name: 'Anna', locale: 'fr' } })
    expect(after).toMatchObject({ name: 'Anna', locale: 'fr' })
    const { name: _, ...nameless } = save() as CommandOf<'change-preferences'>
    expect(given(...subscribed).when(nameless).after).not.toHaveProperty('name')
  })

  it('pause until a day, and end the pause', () => {
    const pausedUntil = start + days(30)
    const paused: Timed[] = [...subscribed, [save({ pausedUntil }), start]]
    expect(given(...paused).supporter).toMatchObject({ status: 'subscribed', pausedUntil })
    expect(given(...paused).when(save()).after).not.toHaveProperty('pausedUntil')
  })

  it('with nothing ticked are leaving, which can be taken back', () => {
    given(...subscribed)
      .when(save({ topics: [] }))
      .then({ outcome: 'unsubscribed', event: { type: 'withdrawn', method: 'preferences' } })
  })

  it('turn a soft opt-in into consent where a topic is added, and only there', () => {
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

  it('of somebody who is not subscribed are not saved', () => {
    given([signUp(), start]).when(save()).then({ outcome: 'not-subscribed' })
  })
})

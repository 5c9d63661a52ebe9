import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grant, renew, type SendingPace, type SendingRequest } from '../../../shared/domain/sending-pace.ts'
import { minutes, start } from '../../support/builders.ts'

const paceOf = (changes: Partial<SendingPace> = {}): SendingPace => ({
  rate: 10,
  readAt: start,
  nextAt: start,
  ...changes,
})
const ask = (changes: Partial<SendingRequest> = {}): SendingRequest => ({
  priority: 'rest',
  mails: 1,
  at: start,
  ...changes,
})
const turnsOf = (granted: ReturnType<typeof grant>) => ('turns' in granted ? granted.turns : [])

describe('granted turns', () => {
  it('never exceed the mail service’s rate in any second, whatever is asked for and when', () => {
    const asks = fc.array(
      fc.record({
        priority: fc.constantFrom<SendingRequest['priority']>('first', 'rest'),
        mails: fc.integer({ min: 1, max: 10 }),
        after: fc.integer({ min: 0, max: 700 }),
      }),
      { minLength: 1, maxLength: 200 },
    )
    fc.assert(
      fc.property(asks, fc.integer({ min: 1, max: 500 }), (wanted, rate) => {
        let pace = paceOf({ rate })
        let at = start
        const turns: number[] = []
        for (const { priority, mails, after } of wanted) {
          at += after
          const granted = grant(pace, { priority, mails, at })
          turns.push(...turnsOf(granted))
          pace = granted.after
        }
        for (const [i, turn] of turns.entries()) {
          expect(turns.filter((other) => other >= turn && other < turn + 1000).length).toBeLessThanOrEqual(
            rate,
          )
          if (i > 0) expect(turn).toBeGreaterThan(turns[i - 1] ?? 0)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('use nearly all of the permitted rate while mails wait', () => {
    let pace = paceOf({ rate: 50 })
    let given = 0
    for (let at = start; at < start + 60_000; at += 20) {
      const granted = grant(pace, ask({ mails: 10, at }))
      given += turnsOf(granted).length
      pace = granted.after
    }
    expect(given / 60).toBeGreaterThan(50 * 0.94)
  })

  it('are never in the past, and start afresh after a pause', () => {
    const later = start + minutes(5)
    expect(turnsOf(grant(paceOf(), ask({ at: later })))).toEqual([later])
  })

  it('come no sooner than the first mail can be ready', () => {
    expect(turnsOf(grant(paceOf(), ask({ readyAt: start + 300 })))).toEqual([start + 300])
    const crowded = paceOf({ nextAt: start + 900 })
    expect(turnsOf(grant(crowded, ask({ readyAt: start + 300 })))).toEqual([start + 900])
  })

  it('go to confirmations even when other mail has to wait', () => {
    const crowded = paceOf({ nextAt: start + 3000 })
    expect(grant(crowded, ask())).toMatchObject({ refused: 'busy', askAgainAt: start + 2000 })
    expect(turnsOf(grant(crowded, ask({ priority: 'first' })))).toEqual([start + 3000])
  })

  it('are at most as many as there are mails, and one at a time if the account may send one a second', () => {
    expect(turnsOf(grant(paceOf(), ask({ mails: 3 })))).toHaveLength(3)
    expect(turnsOf(grant(paceOf({ rate: 1 }), ask({ mails: 10 })))).toHaveLength(1)
  })
})

describe('the daily quota', () => {
  const daily = { most: 1000, left: 51 }

  it('reserves its last part for confirmations', () => {
    expect(turnsOf(grant(paceOf({ daily }), ask({ mails: 5 })))).toHaveLength(1)
    const scarce = paceOf({ daily: { most: 1000, left: 50 } })
    expect(grant(scarce, ask())).toMatchObject({ refused: 'quota-exceeded', askAgainAt: start + minutes(15) })
    expect(turnsOf(grant(scarce, ask({ priority: 'first', mails: 3 })))).toHaveLength(3)
    const empty = paceOf({ daily: { most: 1000, left: 0 } })
    expect(grant(empty, ask({ priority: 'first' }))).toMatchObject({
      refused: 'quota-exceeded',
      askAgainAt: start + minutes(1),
    })
  })

  it('goes down with each turn, and is corrected when it is read again', () => {
    const { after } = grant(paceOf({ daily: { most: 1000, left: 500 } }), ask({ mails: 4 }))
    expect(after.daily).toEqual({ most: 1000, left: 496 })
    const renewed = renew(after, { rate: 14, daily: { most: 1000, left: 700 } }, start + minutes(2))
    expect(renewed).toEqual({
      rate: 14,
      daily: { most: 1000, left: 700 },
      readAt: start + minutes(2),
      nextAt: after.nextAt,
    })
  })

  it('once the mail service says that it is used up, is not asked for until the given time', () => {
    const closed = paceOf({ closedUntil: start + 1000 })
    expect(grant(closed, ask({ priority: 'first' }))).toMatchObject({
      refused: 'quota-exceeded',
      askAgainAt: start + 1000,
    })
    expect(turnsOf(grant(closed, ask({ priority: 'first', at: start + 1000 })))).toHaveLength(1)
  })
})

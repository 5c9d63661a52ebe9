import { describe, expect, it } from 'vitest'
import { mayBeMailed, whyNotMailed } from '../../../shared/domain/may-be-mailed.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { days, signUp, start } from '../../support/builders.ts'
import { given, type Timed } from '../../support/scenario.ts'

const subscribed: Timed[] = [
  [signUp(), start],
  [{ type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }, start],
]
const whyNot = (commands: Timed[], at = start + days(1)) => whyNotMailed(given(...commands).supporter, at)

describe('a mailing', () => {
  it('may go to a confirmed subscriber', () => {
    expect(mayBeMailed(given(...subscribed).supporter, start)).toBe(true)
  })

  it.each<[string, Timed[]]>([
    ['pending', [[signUp(), start]]],
    ['unsubscribed', [...subscribed, [{ type: 'unsubscribe', method: 'link' }, start]]],
    ['bounced', [...subscribed, [{ type: 'bounce', mail: 2 }, start]]],
    ['complained', [...subscribed, [{ type: 'complaint', mail: 2 }, start]]],
    ['objected', [...subscribed, [{ type: 'object', method: 'list' }, start]]],
    ['objected', [[{ type: 'object', method: 'list' }, start]]],
    ['restricted', [...subscribed, [{ type: 'restrict' }, start]]],
  ])('may not go to a person who is %s', (why, commands) => {
    expect(whyNot(commands)).toBe(why)
  })

  it('may not go to an unknown person', () => {
    expect(whyNotMailed(unknownSupporter(), start)).toBe('unknown')
  })

  it('waits for the end of a pause, which needs no event', () => {
    const paused = { ...given(...subscribed).supporter, pausedUntil: start + days(30) }
    expect(whyNotMailed(paused, start + days(30) - 1)).toBe('paused')
    expect(mayBeMailed(paused, start + days(30))).toBe(true)
  })

  it('needs a lawful basis and an address, whatever else the record says', () => {
    const { supporter } = given(...subscribed)
    const { address: _, ...nameless } = supporter
    expect(whyNotMailed(nameless as typeof supporter, start)).toBe('no-lawful-basis')
    const soft = { ...supporter, lawfulBasis: 'charity_soft_opt_in' } as typeof supporter
    expect(whyNotMailed(soft, start)).toBe('no-lawful-basis')
  })
})

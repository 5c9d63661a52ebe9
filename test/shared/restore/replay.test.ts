import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../shared/domain/decide.ts'
import { pendingSignUp, type Supporter, unknownSupporter } from '../../../shared/domain/supporter.ts'
import { replay } from '../../../shared/restore/replay.ts'
import { type LedgerItem, toLedgerItem } from '../../../shared/store/ledger-item.ts'
import { circumstances, days, hours, settings, signUp, start, supporterId } from '../../support/builders.ts'
import { anyCommand } from '../../support/every-command.ts'
import { arriving, offered, otherId } from '../../support/receipts.ts'

const week = days(settings.retention.pendingDays)

interface Moment {
  readonly supporter: Supporter
  readonly events: readonly LedgerItem[]
}

/** Returns every moment of a supporter's history: the stored record and the ledger at that time. */
function momentsOf(story: readonly (readonly [Command, number])[]): Moment[] {
  const moments: Moment[] = [{ supporter: unknownSupporter(), events: [] }]
  for (const [command, at] of story) {
    const { supporter, events } = moments.at(-1) as Moment
    const { event, after } = decideAndEvolve(supporter, command, circumstances(at))
    if (!event) continue
    const item = toLedgerItem(supporterId, event, supporter.head)
    moments.push({ supporter: { ...after, head: item.hash }, events: [...events, item] })
  }
  return moments
}

const confirming = (cycle: number): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(400) })

/**
 * What the ledger can know: everything except evidence, names and addresses, and a language that was chosen together
 * with new topics only as the one in which those were agreed to.
 */
function withoutPersonal(supporter: Supporter): object {
  const text = JSON.stringify(supporter, (key, value) =>
    ['evidence', 'name', 'address', 'locale'].includes(key) ? undefined : value,
  )
  return JSON.parse(text)
}

const afterRestore = (backup: Moment, now: Moment) =>
  replay(backup.supporter, now.events.slice(backup.events.length), week)

const story = fc
  .array(fc.tuple(anyCommand, fc.nat(days(20))), { minLength: 1, maxLength: 30 })
  .map((steps) => {
    let at = start
    return steps.map(([step, later]) => {
      at += later
      return [step, at] as const
    })
  })

describe('a restored record after replay', () => {
  it('equals the lost record, except for personal data that came since', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, n) => {
        const moments = momentsOf(steps)
        const backup = moments[n % moments.length] as Moment
        const now = moments.at(-1) as Moment
        const { supporter, lost } = afterRestore(backup, now)
        expect([supporter.version, supporter.head]).toEqual([now.supporter.version, now.supporter.head])
        if (!lost) expect(withoutPersonal(supporter)).toEqual(withoutPersonal(now.supporter))
        // A person who must not get mail gets none, and no lost personal data reappears.
        if (now.supporter.status !== 'subscribed') expect(supporter.status).not.toBe('subscribed')
        if (!now.supporter.address) expect(supporter).not.toHaveProperty('address')
        const kept = now.supporter.evidence.map(({ sequence }) => sequence)
        for (const { sequence } of supporter.evidence) expect(kept).toContain(sequence)
      }),
      { numRuns: 400 },
    )
  })

  const life = momentsOf([
    [signUp({}, 'Ann'), start],
    [confirming(1), start],
    [{ type: 'unsubscribe', method: 'link' }, start + hours(2)],
    [{ type: 'erase', method: 'my-data' }, start + hours(3)],
    [{ type: 'finish-erasure', begun: 4, notified: [] }, start + hours(4)],
  ])
  const at = (n: number) => life[n] as Moment

  it.each([
    ['confirmed since', 1, 2, { status: 'subscribed', name: 'Ann', topics: ['stories'] }],
    ['unsubscribed since', 2, 3, { status: 'unsubscribed' }],
    ['was erased since', 2, 5, { status: 'suppressed', reason: 'erased', evidence: [] }],
    ['is being erased', 2, 4, { status: 'suppressed', reason: 'erased', erasing: 4 }],
    ['signed up and unsubscribed since', 0, 3, { status: 'unsubscribed' }],
    ['signed up and was erased since', 0, 5, { status: 'suppressed', reason: 'erased' }],
  ])('is right for a person who %s', (_, backup, now, expected) => {
    expect(afterRestore(at(backup), at(now))).toMatchObject({ supporter: expected })
    expect(afterRestore(at(backup), at(now))).not.toHaveProperty('lost')
  })

  it('is unknown, and counted, for a person who signed up since, as the address is lost', () => {
    expect(afterRestore(at(0), at(1))).toMatchObject({ lost: 'pending', supporter: { status: 'unknown' } })
    expect(afterRestore(at(0), at(2))).toMatchObject({
      lost: 'subscribed',
      supporter: { status: 'unknown', version: 2 },
    })
  })

  it('stays suppressed for a person on a suppression list who signed up since, as before that sign-up', () => {
    const moments = momentsOf([
      [{ type: 'object', method: 'list' }, start],
      [signUp(), start + hours(1)],
    ])
    const { supporter, lost } = afterRestore(moments[1] as Moment, moments[2] as Moment)
    expect([supporter.status, lost]).toEqual(['suppressed', 'pending'])
    expect(pendingSignUp(supporter)).toBeUndefined()
  })

  it('keeps only its successor if the supporter changed to another address since', () => {
    const moments = momentsOf([
      [signUp({}, 'Ann'), start],
      [confirming(1), start],
      [{ type: 'request-address-change' }, start + 1],
      [{ type: 'change-address-to', to: otherId, requestSequence: 3 }, start + 2],
    ])
    const { supporter } = afterRestore(moments[2] as Moment, moments[4] as Moment)
    expect(supporter).toMatchObject({ status: 'unsubscribed', changedTo: otherId, evidence: [] })
    for (const field of ['address', 'name']) expect(supporter).not.toHaveProperty(field)
  })

  it('goes on at the new address, if that address was known', () => {
    const moments = momentsOf([
      [signUp({ topics: ['events'] }), start],
      [confirming(1), start],
      [offered(), start + days(1)],
      [{ ...arriving(unknownSupporter()), cycle: 3 } as Command, start + days(1)],
    ])
    const { supporter, lost } = afterRestore(moments[2] as Moment, moments[4] as Moment)
    expect([supporter, lost]).toMatchObject([
      { status: 'subscribed', topics: ['events', 'emergencies'] },
      undefined,
    ])
  })

  it('has no name if it was corrected since: the new one is lost, and the old one was wrong', () => {
    const moments = momentsOf([
      [signUp({}, 'Ann'), start],
      [confirming(1), start],
      [{ type: 'rectify', name: 'Anna' }, start + 1],
    ])
    expect(afterRestore(moments[2] as Moment, moments[3] as Moment).supporter).not.toHaveProperty('name')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { deletionDueAt, lapse } from '../../../shared/domain/lapse.ts'
import { unknownSupporter } from '../../../shared/domain/supporter.ts'
import { days, minutes, signUp, start } from '../../support/builders.ts'
import { anyCommand } from '../../support/every-command.ts'
import { apply, given } from '../../support/scenario.ts'

const week = days(7)

describe('a supporter', () => {
  it('who never confirmed is deleted after the retention period, except for the version', () => {
    const { supporter } = given([signUp({}, 'Ann'), start])
    expect(deletionDueAt(supporter, week)).toBe(start + week)
    expect(lapse(supporter, start + week - 1, week)).toBe(supporter)
    expect(lapse(supporter, start + week, week)).toEqual(unknownSupporter(1))
  })

  it('who ever consented is not deleted by time alone', () => {
    const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(1) }
    expect(deletionDueAt(given([signUp(), start], [confirm, start]).supporter, week)).toBeUndefined()
  })

  it('keeps evidence of each of their own acts and when mail was owed', () => {
    const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(1) }
    const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
    const { supporter } = given([signUp(), start], [confirm, start], [unsubscribe, start + minutes(1)])
    expect(supporter.evidence.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(supporter.mailedAt).toEqual([start, start])
  })

  it.each<[string, Command]>([
    ['unsubscribes', { type: 'unsubscribe', method: 'link' }],
    ['bounces', { type: 'bounce', mail: 1 }],
    ['complains', { type: 'complaint', mail: 1 }],
  ])('who %s before confirming is known only by the keyed hash', (_, command) => {
    const { supporter } = given([signUp({}, 'Ann'), start], [command, start + minutes(1)])
    for (const field of ['address', 'name', 'locale']) expect(supporter).not.toHaveProperty(field)
    expect(supporter.evidence).toEqual([])
  })

  it('whose sign-up lapses loses what it brought, and nothing else', () => {
    const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(1) }
    const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
    const pending = given(
      [signUp({}, 'Ann'), start],
      [confirm, start],
      [unsubscribe, start],
      [signUp({}, 'Eve'), start + 1],
    )
    const after = lapse(pending.supporter, start + days(8), week)
    expect(after).toMatchObject({ status: 'unsubscribed', name: 'Ann' })
    expect(after.evidence.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(JSON.stringify(after)).not.toContain('Eve')
  })

  it('who sends the same form again keeps only the latest evidence', () => {
    const { supporter } = given([signUp(), start], [signUp({ topics: ['events'] }), start + 1])
    expect(supporter.evidence.map(({ sequence }) => sequence)).toEqual([2])
  })

  it('has gapless versions under random commands', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCommand, fc.nat(days(3))), { maxLength: 40 }), (story) => {
        let supporter = unknownSupporter()
        let at = start
        let owed: number[] = []
        for (const [next, later] of story) {
          at += later
          const after = apply(supporter, next, at)
          expect(after.version - supporter.version).toBeOneOf([0, 1])
          if (after.mailedAt.at(-1) === at && after.version > supporter.version) owed = [...owed, at]
          supporter = after
        }
        expect(supporter.mailedAt.every((mailed) => owed.includes(mailed))).toBe(true)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayMail, nextMailAt } from '../../../shared/domain/mail-allowance.ts'
import { days, hours, minutes, start } from '../../support/builders.ts'

const allowance = { cooldownMinutes: 10, mailsPerDay: 3, mailsPerWeek: 8 }
const aWeekOfMails = Array.from({ length: 8 }, (_, i) => start + days(Math.floor(i / 2)) + hours(i))

describe('the next mail to a person', () => {
  it.each([
    ['may go now if there was none', [], start],
    ['waits for the end of the cool-down', [start - minutes(4)], start + minutes(6)],
    ['waits for the oldest of a day’s mails', [1, 2, 3].map((n) => start - hours(n)), start + hours(21)],
    ['waits for the oldest of a week’s mails', aWeekOfMails, start + days(7)],
  ])('%s', (_, mailedAt, expected) => {
    expect(nextMailAt(mailedAt, mailedAt === aWeekOfMails ? start + days(4) : start, allowance)).toBe(
      expected,
    )
  })

  it('is allowed at that time, and at none before', () => {
    const before = fc.array(fc.integer({ min: 1, max: days(7) }), { maxLength: 12 })
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(before, share, (ages, sooner) => {
        const mailedAt = ages.map((age) => start - age).toSorted((a, b) => a - b)
        const next = nextMailAt(mailedAt, start, allowance)
        expect(mayMail(mailedAt, next, allowance)).toBe(true)
        const earlier = start + Math.floor((next - start) * sooner)
        if (earlier < next) expect(mayMail(mailedAt, earlier, allowance)).toBe(false)
      }),
    )
  })
})

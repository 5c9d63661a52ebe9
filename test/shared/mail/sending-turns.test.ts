import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Granted } from '../../../shared/domain/sending-pace.ts'
import { sendingTurns } from '../../../shared/mail/sending-turns.ts'
import type { SharedPace } from '../../../shared/store/sending-pace.ts'
import { start } from '../../support/builders.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: start, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const requests: number[] = []
/** A pace that gives these answers in sequence. */
function paceOf(...answers: Granted[]): SharedPace {
  requests.length = 0
  return {
    reserve: async (_priority, mails) => {
      requests.push(mails)
      return answers.shift() ?? { refused: 'busy', askAgainAt: Number.POSITIVE_INFINITY }
    },
    close: async () => {},
  }
}
const turnsWith = (...answers: Granted[]) => {
  const pace = paceOf(...answers)
  return sendingTurns({ pace: () => pace, clock: Date.now }, 'first', 6000)
}

describe('the mails of a batch', () => {
  it('ask for their turns together, once', async () => {
    const shared = turnsWith({ turns: [start, start + 20, start + 40] })
    const taken = await Promise.all([shared.take(), shared.take(), shared.take()])
    expect(taken).toEqual([{ at: start }, { at: start + 20 }, { at: start + 40 }])
    expect(requests).toEqual([3])
  })

  it('use a turn that another mail gave back', async () => {
    const shared = turnsWith({ turns: [start + 20] })
    const turn = await shared.take()
    if ('refused' in turn) throw new Error('refused')
    shared.giveBack(turn)
    expect(await shared.take()).toEqual({ at: start + 20 })
  })

  it('replace a turn that has passed', async () => {
    const shared = turnsWith({ turns: [start] }, { turns: [start + 500] })
    const turn = await shared.take()
    if ('refused' in turn) throw new Error('refused')
    vi.setSystemTime(start + 200)
    expect(await shared.untilDue(turn)).toBe(false)
    expect(await shared.take()).toEqual({ at: start + 500 })
  })

  it('are all refused when the quota is used up', async () => {
    const shared = turnsWith({ refused: 'quota-exceeded', askAgainAt: start + 60_000 })
    const refused = { refused: 'quota-exceeded', askAgainAt: start + 60_000 }
    expect(await Promise.all([shared.take(), shared.take()])).toEqual([refused, refused])
  })

  it('are not started if the sender has too little time left to record the answer of SES', async () => {
    const shared = turnsWith({ turns: [start + 15_001] })
    const turn = await shared.take()
    if ('refused' in turn) throw new Error('refused')
    vi.setSystemTime(start + 15_001)
    expect(await shared.untilDue(turn)).toBe(false)
    vi.setSystemTime(start + 16_000)
    expect(await shared.take()).toMatchObject({ refused: 'busy' })
  })
})

import type { SQSRecord } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { recordMyDataLinkRequests } from '../../functions/record-my-data-link-request.ts'
import { decideAndEvolve } from '../../shared/domain/decide.ts'
import { myDataLinkRequest } from '../../shared/mail/my-data-link-request.ts'
import type { SupporterStore } from '../../shared/store/supporter-store.ts'
import { days, hours, minutes, settings, signUp, start, supporterId } from '../support/builders.ts'
import { given, type Timed } from '../support/scenario.ts'

/** Runs the worker on one request. @returns the seconds for which it waits, and the mails that it owes */
async function run({ before, askedAt, at }: { before: Timed[]; askedAt: number; at: number }) {
  const { supporter } = given(...before)
  const waits: number[] = []
  const owed: unknown[] = []
  const store: Partial<SupporterStore> = {
    load: async () => supporter,
    append: async (_, __, { event }) => {
      owed.push(event.mail)
      return { committed: true }
    },
  }
  const deps = {
    settings: () => settings,
    clock: () => at,
    newId: () => 'event-1',
    store: () => store as SupporterStore,
    postpone: async (_: SQSRecord, seconds: number) => void waits.push(seconds),
  }
  const record = {
    messageId: 'message-1',
    body: JSON.stringify(myDataLinkRequest(supporterId)),
    attributes: { SentTimestamp: String(askedAt) },
  } as SQSRecord
  const { batchItemFailures } = await recordMyDataLinkRequests(deps, { Records: [record] })
  return { waits, owed, kept: batchItemFailures.length === 1 }
}

const signedUp: Timed = [signUp(), start]

describe('a request for one’s links, made just after another mail', () => {
  it('stays in its queue for the rest of the cool-down, then owes the mail', async () => {
    const askedAt = start + minutes(4)
    expect(await run({ before: [signedUp], askedAt, at: askedAt })).toEqual({
      waits: [360],
      owed: [],
      kept: true,
    })
    expect(await run({ before: [signedUp], askedAt, at: start + minutes(10) })).toEqual({
      waits: [],
      owed: ['my-data'],
      kept: false,
    })
  })

  it('comes back at least every eleven hours while the day or the week has no mail left', async () => {
    const mailed: Timed[] = [signedUp, [signUp(), start + minutes(20)], [signUp(), start + minutes(40)]]
    expect(
      decideAndEvolve(given(...mailed).supporter, signUp(), {
        id: 'x',
        at: start + hours(1),
        policy: settings,
      }).event,
    ).toBeUndefined()
    const askedAt = start + hours(1)
    expect((await run({ before: mailed, askedAt, at: askedAt })).waits).toEqual([11 * 60 * 60])
    expect((await run({ before: mailed, askedAt, at: start + days(1) })).owed).toEqual(['my-data'])
  })
})

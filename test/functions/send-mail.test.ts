import type { SQSRecord } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type SendDependencies, sendMails } from '../../functions/send-mail.ts'
import type { Command } from '../../shared/domain/commands.ts'
import type { Supporter } from '../../shared/domain/supporter.ts'
import { LedgerItemRefused } from '../../shared/store/ledger-item.ts'
import type { MailOwingItem } from '../../shared/store/owing-event.ts'
import type { SupporterStore } from '../../shared/store/supporter-store.ts'
import { days, hours, minutes, signUp, start, supporterId } from '../support/builders.ts'
import { given } from '../support/scenario.ts'

let logged: object[]
beforeEach(() => {
  logged = []
  vi.spyOn(console, 'error').mockImplementation((line) => void logged.push(JSON.parse(line)))
})
afterEach(() => vi.restoreAllMocks())

const key = { supporterId, sequence: 7 }
const owedByNewerVersion = { ...key, eventId: 'event-7', mail: 'anniversary' } as unknown as MailOwingItem

const record = (sentAt: number) =>
  ({
    messageId: 'message-1',
    body: JSON.stringify({ type: 'mail', ...key }),
    attributes: { SentTimestamp: String(sentAt), ApproximateReceiveCount: '1' },
  }) as SQSRecord

/** Dependencies that fail if they are called for a mail of an unknown kind. */
function dependencies() {
  const untouched = (name: string) => () => {
    throw new Error(`${name} must not be touched`)
  }
  const postponed: number[] = []
  const letters: object[] = []
  const closed: string[] = []
  const deps: SendDependencies = {
    clock: () => start,
    newId: untouched('newId'),
    settings: untouched('settings'),
    store: untouched('store'),
    links: untouched('links'),
    sender: untouched('sender'),
    pace: untouched('pace'),
    brake: untouched('brake'),
    domains: untouched('domains'),
    owing: async () => owedByNewerVersion,
    postpone: async (_, seconds) => {
      postponed.push(seconds)
    },
    deadLetters: () => ({
      put: async (letter) => {
        letters.push(letter)
      },
    }),
    mailLog: () => ({
      claim: untouched('claim'),
      release: untouched('release'),
      close: async (_, __, how) => {
        closed.push(how)
      },
    }),
  }
  return { deps, postponed, letters, closed }
}

describe('a mail of a kind that this version does not know', () => {
  it('is reported as failed, to be tried again, and is neither claimed nor closed', async () => {
    const { deps, postponed, letters, closed } = dependencies()
    const answer = await sendMails(deps, { Records: [record(start - minutes(5))] })
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] })
    expect(postponed).toHaveLength(1)
    expect([letters, closed]).toEqual([[], []])
    expect(logged).toMatchObject([{ code: 'mailKindUnknown', eventId: 'event-7', mail: 'anniversary' }])
  })

  it('is not known either if its item cannot be read', async () => {
    const { deps, letters } = dependencies()
    const refused = { ...deps, owing: () => Promise.reject(new LedgerItemRefused('odd')) }
    for (const [age, failures] of [
      [hours(23), 1],
      [days(1) + 1, 0],
    ] as const) {
      const answer = await sendMails(refused, { Records: [record(start - age)] })
      expect(answer.batchItemFailures).toHaveLength(failures)
    }
    expect(letters).toEqual([{ type: 'mail', ...key }])
  })

  it.each([
    ['waits for a day, since a deployment may bring the version that knows it', hours(23), 1],
    ['becomes a dead letter after that, by id', days(1) + 1, 0],
  ])('%s', async (_, age, failures) => {
    const { deps, letters, closed } = dependencies()
    const answer = await sendMails(deps, { Records: [record(start - age)] })
    expect(answer.batchItemFailures).toHaveLength(failures)
    expect(letters).toEqual(failures === 0 ? [{ type: 'mail', ...key }] : [])
    expect(closed).toEqual(failures === 0 ? ['given-up'] : [])
  })

  it('holds up no other mail of the batch', async () => {
    const { deps } = dependencies()
    const known = {
      ...record(start),
      messageId: 'message-2',
      body: JSON.stringify({ type: 'mail', ...key, sequence: 8 }),
    }
    const owing: SendDependencies['owing'] = async ({ sequence }) =>
      sequence === 8 ? undefined : owedByNewerVersion
    const answer = await sendMails({ ...deps, owing }, { Records: [record(start), known] })
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] })
  })
})

describe('an attempt that fails', () => {
  it.each<[string, Partial<SendDependencies>]>([
    [
      'because the ledger cannot be read',
      { owing: () => Promise.reject(new Error('AccessDeniedException')) },
    ],
    [
      'because the sending quota cannot be read',
      {
        owing: async () => ({ ...owedByNewerVersion, mail: 'confirmation' }) as MailOwingItem,
        pace: () => ({ take: () => Promise.reject(new Error('timed out')) }) as never,
      },
    ],
  ])('%s is counted by the code that an alarm watches, and the mail waits', async (_, broken) => {
    const { deps, postponed } = dependencies()
    const answer = await sendMails({ ...deps, ...broken }, { Records: [record(start)] })
    expect(answer.batchItemFailures).toHaveLength(1)
    expect(postponed).toHaveLength(1)
    expect(logged).toMatchObject([{ code: 'sendingFailed', because: 'temporary-failure' }])
  })
})

describe('a mail while the brake on first mails is on', () => {
  const confirm: Command = { type: 'confirm', cycle: 1, linkExpiresAt: start + days(3) }
  const pending = given([signUp(), start]).supporter
  const subscriber = given(
    [signUp(), start],
    [confirm, start],
    [signUp({ topics: ['events'] }), start],
  ).supporter

  async function sent(type: string, mail: string, supporter: Supporter | undefined) {
    const { deps, postponed } = dependencies()
    const item = { ...key, eventId: 'event-7', type, mail } as unknown as MailOwingItem
    const store = { find: async () => supporter } as Partial<SupporterStore> as SupporterStore
    let reachedTurn = false
    await sendMails(
      {
        ...deps,
        owing: async () => item,
        store: () => store,
        brake: () => ({ reasons: async () => ['bounces'] }),
        pace: () => ({
          reserve: () => {
            reachedTurn = true
            return Promise.reject(new Error('the turn is not part of this test'))
          },
          close: async () => {},
        }),
      },
      { Records: [record(start)] },
    )
    return { reachedTurn, postponed, codes: logged.map((line) => (line as { code: string }).code) }
  }

  it('waits for a quarter of an hour if a stranger may have typed its address', async () => {
    for (const [type, mail] of [
      ['sign-up-requested', 'confirmation'],
      ['soft-opted-in', 'soft-opt-in'],
    ] as const) {
      logged = []
      const { reachedTurn, postponed, codes } = await sent(type, mail, pending)
      expect([reachedTurn, codes]).toEqual([false, ['confirmationHeld']])
      expect(postponed).toEqual([expect.any(Number)])
      expect(postponed[0]).toBeGreaterThanOrEqual(900)
    }
  })

  it.each<[string, string, string, Supporter | undefined]>([
    ['asks a subscriber about more topics', 'sign-up-requested', 'confirmation', subscriber],
    ['is no longer owed', 'sign-up-requested', 'confirmation', undefined],
    ['was asked for in the mailbox itself', 'confirmation-resent', 'confirmation', pending],
    ['brings links to one’s own data', 'my-data-link-requested', 'my-data', pending],
    ['welcomes', 'confirmed', 'welcome', subscriber],
    ['brings a copy of one’s data', 'exported', 'export', subscriber],
    ['tells of an erasure', 'erasure-begun', 'erasure', subscriber],
  ])('goes if it %s', async (_, type, mail, supporter) => {
    expect((await sent(type, mail, supporter)).reachedTurn).toBe(true)
  })
})

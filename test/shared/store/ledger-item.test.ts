import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../shared/domain/decide.ts'
import { eventTraits, type SupporterEvent } from '../../../shared/domain/events.ts'
import { pendingSignUp, type Supporter, unknownSupporter } from '../../../shared/domain/supporter.ts'
import {
  LedgerItemRefused,
  parseChainEnd,
  parseLedgerItem,
  recordedEvent,
  toLedgerItem,
} from '../../../shared/store/ledger-item.ts'
import { LedgerEvent } from '../../../shared/web/record-contract.ts'
import {
  circumstances,
  consent,
  days,
  formEvidence,
  signUp,
  start,
  supporterId,
} from '../../support/builders.ts'
import { anyCommand } from '../../support/every-command.ts'
import { arriving, departing, offered } from '../../support/receipts.ts'

type Step = Command | ((supporter: Supporter) => Command)
type Life = readonly (readonly [Step, number])[]

const lives: fc.Arbitrary<Life> = fc.array(fc.tuple(anyCommand, fc.nat(days(20))), {
  minLength: 1,
  maxLength: 30,
})

const end = start + days(4000)
const pending = (supporter: Supporter) => pendingSignUp(supporter)?.cycle ?? 0
const confirm = (supporter: Supporter): Command => ({
  type: 'confirm',
  cycle: pending(supporter),
  linkExpiresAt: end,
})
const cancel = (cycle: number): Command => ({ type: 'cancel-sign-up', cycle, method: 'link' })

/** Histories that contain every type of event. */
const everything: readonly Life[] = [
  [
    [signUp({}, 'Ann'), 0],
    [(supporter) => ({ type: 'resend', cycle: pending(supporter) }), days(1)],
    [(supporter) => ({ type: 'delay', mail: supporter.version }), 0],
    [(supporter) => ({ type: 'delivery', mail: supporter.version }), 0],
    [confirm, 0],
    [signUp({}, 'Ann'), days(1)],
    [signUp({ topics: ['events'] }), days(1)],
    [(supporter) => cancel(pending(supporter)), 0],
    [{ type: 'request-address-change' }, days(1)],
    [(supporter) => cancel(supporter.outgoingAddressChange?.cycle ?? 0), 0],
    [{ type: 'soft-bounce', mail: 99, subtype: 'MailboxFull' }, 0],
    [{ type: 'change-preferences', topics: ['events'], locale: 'fr', name: 'Ann', consent: consent() }, 0],
    [{ type: 'change-preferences', topics: ['events'], locale: 'ar', pausedUntil: end }, 0],
    [{ type: 'restrict' }, 0],
    [{ type: 'lift-restriction' }, 0],
    [{ type: 'rectify', name: 'Anna' }, 0],
    [{ type: 'export', method: 'officer' }, 0],
    [{ type: 'request-my-data-link' }, days(1)],
    [{ type: 'unsubscribe', method: 'one-click' }, 0],
    [{ type: 'explain-withdrawal', reason: 'too-many' }, 0],
    [({ version }) => ({ type: 'undo-withdrawal', undoes: version - 1, topics: ['events'] }), 0],
    [offered(), days(10)],
    [arriving, 0],
    [{ type: 'request-address-change' }, days(10)],
    [departing, 0],
    [{ type: 'erase', method: 'my-data' }, 0],
    [({ erasing = 0 }) => ({ type: 'finish-erasure', begun: erasing, notified: ['Another charity'] }), 0],
    [signUp(), days(1)],
    [{ type: 'lapse' }, days(30)],
    [{ type: 'object', method: 'list' }, 0],
  ],
  [
    [
      {
        ...signUp({ lawfulBasis: 'charity_soft_opt_in' }),
        type: 'soft-opt-in',
        softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
      },
      0,
    ],
    [{ type: 'bounce', mail: 1, subtype: 'General' }, 0],
  ],
  [
    [signUp(), 0],
    [{ type: 'complaint', mail: 1 }, 0],
  ],
  [
    [signUp(), 0],
    [confirm, 0],
    [{ type: 'unsubscribe', method: 'link' }, 0],
    [{ type: 'expire' }, days(3000)],
  ],
]

function eventsOf(life: Life): SupporterEvent[] {
  const events: SupporterEvent[] = []
  let supporter = unknownSupporter()
  let at = start
  for (const [step, later] of life) {
    at += later
    const command = typeof step === 'function' ? step(supporter) : step
    const now = circumstances(at, { evidence: formEvidence(), dataRequest: '7K3M-9QXP' })
    const { event, after } = decideAndEvolve(supporter, command, now)
    if (!event) continue
    events.push(event)
    supporter = after
  }
  return events
}

function isReadBack(event: SupporterEvent): void {
  const item = toLedgerItem(supporterId, event, 'p'.repeat(43))
  expect(parseLedgerItem(throughTheTable(item))).toEqual(item)
  expect(LedgerEvent.parse(item)).toEqual(item)
  const { evidence: _, ...recorded } = event
  const { profile: __, name: ___, ...impersonal } = { profile: '', name: '', ...recorded }
  expect(recordedEvent(item)).toEqual(impersonal)
  expect(JSON.stringify(item)).not.toMatch(/@|"Anna?"|203\.0\.113/)
  expect(JSON.stringify(item).length).toBeLessThan(1024)
}

const throughTheTable = (item: object) => unmarshall(marshall(item))

describe('a ledger item', () => {
  it('is read back as it was written, with all of its event except personal data', () => {
    fc.assert(
      fc.property(lives, (life) => {
        eventsOf(life).forEach(isReadBack)
      }),
      { numRuns: 200 },
    )
  })

  it('is read back for every type of event', () => {
    const events = everything.flatMap(eventsOf)
    events.forEach(isReadBack)
    const met = new Set(events.map(({ type }) => type))
    expect([...met].sort()).toEqual(Object.keys(eventTraits).sort())
  })

  it('has no undeclared member, however it came into the event', () => {
    const { event } = decideAndEvolve(unknownSupporter(), signUp({}, 'Zoe'), circumstances())
    if (event?.type !== 'sign-up-requested') throw new Error('a sign-up is an event')
    const wording = { ...event.consent.wording, text: 'I, Zoe, agree' }
    const leaky = {
      ...event,
      phone: '0800',
      consent: { ...event.consent, wording, email: 'zoe@example.org' },
    }
    expect(JSON.stringify(toLedgerItem(supporterId, leaky, undefined))).not.toMatch(/zoe|0800/i)
  })

  const { event } = decideAndEvolve(unknownSupporter(), signUp(), circumstances())
  if (!event) throw new Error('a sign-up is an event')
  const good = toLedgerItem(supporterId, event, undefined)
  const { hash: _, ...hashless } = good
  const { at: __, ...timeless } = good

  it.each([
    ['with another schema', { ...good, schema: 2 }, 'schema'],
    ['with an unknown type', { ...good, type: 'zoe-invented' }, 'type'],
    ['with the name of an object’s built-in member as its type', { ...good, type: 'constructor' }, 'type'],
    ['without a time', timeless, 'at'],
    ['without its hash', hashless, 'hash'],
    ['with an invalid member', { ...good, cycle: 'zoe' }, 'cycle'],
    ['with an invalid nested member', { ...good, consent: { form: 'zoe' } }, 'consent.wording'],
    ['with a time in another notation', { ...good, at: '2026-10-01T09:00:00Z' }, 'at'],
    ['without a supporter', { ...good, supporterId: 'digest' }, 'supporterId'],
    ['with a member that its type does not have', { ...good, reason: 'zoe' }, 'undeclared members'],
    ['that is not an object', 'zoe', 'the top'],
  ])('%s is refused with an error that contains none of its values', (_, item, place) => {
    const refusal = refusalOf(item)
    expect(refusal).toBeInstanceOf(LedgerItemRefused)
    expect(refusal.message).toContain(place)
    expect(refusal.message).not.toContain('zoe')
  })

  it('is chained to by the next event only if its schema is known', () => {
    expect(parseChainEnd(good)).toMatchObject({ sequence: 1, hash: good.hash })
    expect(() => parseChainEnd({ ...good, schema: 2 })).toThrow(LedgerItemRefused)
  })
})

function refusalOf(item: unknown): Error {
  try {
    parseLedgerItem(item)
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it was read')
}

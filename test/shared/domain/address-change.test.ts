import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AddressChangeDecision,
  type BothEnds,
  decideAddressChangeCompletion,
  decideAddressChangeRequest,
} from '../../../shared/domain/address-change.ts'
import type { Command } from '../../../shared/domain/commands.ts'
import { decideAndEvolve } from '../../../shared/domain/decide.ts'
import {
  hasChangedAddress,
  incomingAddressChange,
  pendingSignUp,
  type Supporter,
  unknownSupporter,
} from '../../../shared/domain/supporter.ts'
import { supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import {
  address,
  circumstances,
  consent,
  days,
  hours,
  minutes,
  settings,
  signUp,
  start,
} from '../../support/builders.ts'
import { anyCommand } from '../../support/every-command.ts'
import { apply, given, type Timed } from '../../support/scenario.ts'

const newAddress = address('new@example.org')
const ids = { from: supporterIdOf(address(), 'test key'), to: supporterIdOf(newAddress, 'test key') }
const noon = start + hours(3)
const linkEnds = noon + hours(settings.confirmation.linkHours)

const confirming = (cycle: number): Command => ({ type: 'confirm', cycle, linkExpiresAt: start + days(300) })
const atNew = (topics = ['events']): Command => ({
  ...signUp({ topics, locale: 'ar' }, 'Nina'),
  profile: { address: newAddress, name: 'Nina' },
})
const unsubscribe: Command = { type: 'unsubscribe', method: 'link' }
const subscribed: Timed[] = [
  [signUp({ locale: 'fr' }, 'Ann'), start],
  [confirming(1), start + 1],
]
const unknown: Timed[] = []

/** Returns the two records of an address change, each after its own commands. */
function recordsAfter(from: readonly Timed[], to: readonly Timed[]): BothEnds<Supporter> {
  return { from: given(...from).supporter, to: given(...to).supporter }
}

interface Done {
  readonly decision: AddressChangeDecision
  readonly after: BothEnds<Supporter>
}

function done(before: BothEnds<Supporter>, decision: AddressChangeDecision): Done {
  const { from = { after: before.from }, to = { after: before.to } } = decision.steps
  return { decision, after: { from: from.after, to: to.after } }
}

const nowAt = (at: number) => ({ from: circumstances(at), to: circumstances(at) })

function requestChange(before: BothEnds<Supporter>, at = noon): Done {
  return done(before, decideAddressChangeRequest(before, { ids, address: newAddress }, nowAt(at)))
}

function completeChange(
  before: BothEnds<Supporter>,
  at = noon + minutes(1),
  { noticeSent = true, cycle = 0 } = {},
): Done {
  const link = {
    ids,
    cycle: cycle || (incomingAddressChange(before.to)?.cycle ?? 0),
    linkExpiresAt: linkEnds,
    noticeSent,
  }
  return done(before, decideAddressChangeCompletion(before, { ...link, consent: consent() }, nowAt(at)))
}

/** Applies a command to one of the two records. */
function afterCommand(
  before: BothEnds<Supporter>,
  end: 'from' | 'to',
  command: Command,
  at = noon + 1,
): BothEnds<Supporter> {
  return { ...before, [end]: apply(before[end], command, at) }
}

describe('an address change request', () => {
  it('owes a notice to the present address and a link to the new one, and changes nothing else', () => {
    const before = recordsAfter(subscribed, unknown)
    const { decision, after } = requestChange(before)
    expect(decision).toMatchObject({
      outcome: 'accepted',
      steps: {
        from: {
          event: { type: 'address-change-requested', sequence: 3, cycle: 3, mail: 'address-change-notice' },
        },
        to: {
          event: { type: 'address-change-offered', cycle: 1, mail: 'address-change', from: { sequence: 3 } },
        },
      },
    })
    expect(after.from).toMatchObject({ status: 'subscribed', topics: ['stories'] })
    expect(after.to).toMatchObject({ status: 'pending', locale: 'fr', address: newAddress })
  })

  it('keeps evidence of the request with the present address, and none with the new one', () => {
    const { after } = requestChange(recordsAfter(subscribed, unknown))
    expect(after.from.evidence.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(after.to.evidence).toEqual([])
  })

  const bounced: Timed = [{ type: 'bounce', mail: 1 }, start + 2]
  it.each<[string, Timed[], string | undefined]>([
    ['unknown', unknown, 'address-change'],
    [
      'subscribed',
      [
        [atNew(), start],
        [confirming(1), start + 1],
      ],
      'address-change',
    ],
    ['already sent a confirmation a moment ago', [[atNew(), noon - 1]], undefined],
    ['already sent a confirmation a while ago', [[atNew(), start]], 'address-change'],
    [
      'that of a supporter who unsubscribed',
      [
        [atNew(), start],
        [confirming(1), start + 1],
        [unsubscribe, start + 2],
      ],
      'address-change',
    ],
    ['that of a mailbox that bounced', [[atNew(), start], bounced], 'address-change'],
    [
      'that of a mailbox that bounced twice',
      [
        [atNew(), start],
        bounced,
        [atNew(), start + hours(1)],
        [{ type: 'bounce', mail: 3 }, start + hours(1)],
      ],
      undefined,
    ],
    [
      'that of a supporter who complained',
      [
        [atNew(), start],
        [{ type: 'complaint', mail: 1 }, start + 2],
      ],
      'address-change',
    ],
    ['that of a supporter who objected', [[{ type: 'object', method: 'list' }, start]], 'address-change'],
    [
      'restricted',
      [
        [atNew(), start],
        [confirming(1), start + 1],
        [{ type: 'restrict' }, start + 2],
      ],
      undefined,
    ],
  ])('gets the same answer when the new address is %s', (_, to, mail) => {
    const { decision } = requestChange(recordsAfter(subscribed, to))
    expect(decision.outcome).toBe('accepted')
    expect(decision.steps.from?.event.mail).toBe('address-change-notice')
    expect(decision.steps.to?.event.mail).toBe(mail)
  })

  const request: Command = { type: 'request-address-change' }
  it.each<[string, Timed[], string]>([
    ['has not confirmed yet', [[signUp(), start]], 'no-address-to-change'],
    ['has unsubscribed', [...subscribed, [unsubscribe, start + 2]], 'no-address-to-change'],
    ['is restricted', [...subscribed, [{ type: 'restrict' }, start + 2]], 'no-address-to-change'],
    ['asked before and has had the day’s mails', [...subscribed, [request, start + 2]], 'mailed-enough'],
  ])('does nothing for a supporter who %s', (_, from, outcome) => {
    const { decision } = requestChange(recordsAfter(from, unknown))
    expect(decision).toEqual({ outcome, steps: {} })
  })

  it('works during a pause, and right after the my-data link, though that was the day’s last mail', () => {
    const pause: Command = {
      type: 'change-preferences',
      topics: ['stories'],
      locale: 'fr',
      pausedUntil: start + days(30),
    }
    const from: Timed[] = [
      [signUp(), start - days(2)],
      [confirming(1), start - days(2)],
      [pause, start],
    ]
    const requested = given(...from, [{ type: 'request-my-data-link' }, noon - 1]).supporter
    expect(requestChange({ from: requested, to: unknownSupporter() }).decision.steps.from?.event.type).toBe(
      'address-change-requested',
    )
  })

  it('repeated for the same address mails its link again at the usual pace, and owes no second notice', () => {
    const once = requestChange(recordsAfter(subscribed, unknown)).after
    expect(requestChange(once, noon + minutes(1)).decision).toEqual({ outcome: 'accepted', steps: {} })
    const { decision, after } = requestChange(once, noon + hours(1))
    expect(decision.steps).toMatchObject({
      to: { event: { type: 'address-change-offered', cycle: 1, mail: 'address-change' } },
    })
    expect(decision.steps.from).toBeUndefined()
    expect(completeChange(after, noon + hours(1), { cycle: 1 }).decision.outcome).toBe('address-changed')
  })

  it('for a different address cancels the first', () => {
    const other = supporterIdOf(address('other@example.org'), 'test key')
    const from = given([signUp(), start - days(2)], [confirming(1), start - days(2)]).supporter
    const first = requestChange({ from, to: unknownSupporter() }).after
    const second = decideAddressChangeRequest(
      { from: first.from, to: unknownSupporter() },
      { ids: { ...ids, to: other }, address: address('other@example.org') },
      nowAt(noon + 1),
    )
    const late = { from: second.steps.from?.after ?? first.from, to: first.to }
    expect(completeChange(late).decision).toEqual({ outcome: 'address-change-stopped', steps: {} })
    const latest = { from: late.from, to: second.steps.to?.after ?? late.to }
    expect(completeChange(latest).decision.outcome).toBe('address-changed')
  })
})

describe('completing an address change', () => {
  const requested = requestChange(recordsAfter(subscribed, unknown)).after

  it('brings what was held to the new address, with the record and event it came from', () => {
    const { decision, after } = completeChange(requested)
    expect(decision.steps.to?.event).toMatchObject({
      type: 'address-changed-from',
      mail: 'welcome',
      from: { supporterId: ids.from, sequence: 3 },
      consent: { wording: consent().wording, form: 'newsletter', topics: ['stories'] },
    })
    expect(after.to).toMatchObject({
      status: 'subscribed',
      since: start + 1,
      topics: ['stories'],
      name: 'Ann',
      locale: 'fr',
      lawfulBasis: 'consent',
      everConfirmed: true,
      address: newAddress,
    })
    expect(after.to.evidence.map(({ sequence }) => sequence)).toEqual([2])
  })

  it('ends the old record: it keeps no personal data and gets no mail', () => {
    const { decision, after } = completeChange(requested)
    expect(decision.steps.from?.event).toMatchObject({ type: 'address-changed-to', to: ids.to })
    expect(decision.steps.from?.event).not.toHaveProperty('mail')
    for (const field of ['address', 'name', 'locale', 'outgoingAddressChange', 'withdrawal'])
      expect(after.from).not.toHaveProperty(field)
    expect(after.from).toMatchObject({ status: 'unsubscribed', changedTo: ids.to, evidence: [] })
  })

  it('lets the old address sign up again, as a new record', () => {
    const { from } = completeChange(requested).after
    const again = apply(from, signUp(), noon + days(1))
    expect(again).toMatchObject({ status: 'pending', changedTo: ids.to })
    expect(hasChangedAddress(again)).toBe(false)
    const back = apply(again, confirming(again.version), noon + days(1))
    expect(back.status).toBe('subscribed')
    expect(back).not.toHaveProperty('changedTo')
  })

  it('keeps the link to the new record when a mail to the old address bounces late', () => {
    const { from } = completeChange(requested).after
    const after = apply(from, { type: 'bounce', mail: 2 }, noon + hours(1))
    expect([after.status, hasChangedAddress(after)]).toEqual(['suppressed', true])
  })

  it('carries a soft opt-in and a pause over unchanged', () => {
    const soft = { interestEvidence: 'donation', optOutOfferedAtCollection: true } as const
    const basis = consent({ lawfulBasis: 'charity_soft_opt_in' })
    const from = given([
      { ...signUp(), type: 'soft-opt-in', consent: basis, softOptIn: soft },
      start,
    ]).supporter
    const paused = { ...from, pausedUntil: noon + days(9) } as Supporter
    const before = requestChange({ from: paused, to: unknownSupporter() }).after
    const link = { ids, cycle: 1, linkExpiresAt: linkEnds, noticeSent: true, consent: basis }
    const { after } = done(before, decideAddressChangeCompletion(before, link, nowAt(noon + 1)))
    expect(after.to).toMatchObject({
      lawfulBasis: 'charity_soft_opt_in',
      softOptIn: soft,
      pausedUntil: noon + days(9),
    })
  })

  it('merges the topics of two subscriptions, and keeps the preferences of the new address', () => {
    const before = requestChange(
      recordsAfter(subscribed, [
        [atNew(), start - days(1)],
        [confirming(1), start - days(1)],
      ]),
    ).after
    const { decision, after } = completeChange(before)
    expect(decision.steps.to?.event).not.toHaveProperty('mail')
    expect(after.to).toMatchObject({
      status: 'subscribed',
      since: start - days(1),
      topics: ['events', 'stories'],
      name: 'Nina',
      locale: 'ar',
    })
    expect(after.from.status).toBe('unsubscribed')
  })

  it('leaves a pending sign-up of the new address as it was', () => {
    const before = requestChange(recordsAfter(subscribed, [[atNew(), start]])).after
    const { after } = completeChange(before)
    expect(pendingSignUp(after.to)).toMatchObject({ cycle: 1, consent: { topics: ['events'] } })
    expect(apply(after.to, confirming(1), noon + 2)).toMatchObject({ topics: ['stories', 'events'] })
    const first = afterCommand(before, 'to', confirming(1))
    expect(completeChange(first).after.to).toMatchObject({ topics: ['events', 'stories'] })
  })

  it.each<[string, Timed[]]>([
    [
      'bounced once',
      [
        [atNew(), start],
        [{ type: 'bounce', mail: 1 }, start + 1],
      ],
    ],
    [
      'complained',
      [
        [atNew(), start],
        [{ type: 'complaint', mail: 1 }, start + 1],
      ],
    ],
    ['objected', [[{ type: 'object', method: 'list' }, start]]],
    [
      'was erased',
      [
        [atNew(), start],
        [{ type: 'erase', method: 'my-data' }, start + 1],
        [{ type: 'finish-erasure', begun: 2, notified: [] }, start + 2],
      ],
    ],
  ])('counts as the new reader’s own act, like a sign-up, even if the address %s before', (_, to) => {
    const { after } = completeChange(requestChange(recordsAfter(subscribed, to)).after)
    expect(after.to).toMatchObject({ status: 'subscribed', bounces: 0 })
  })

  it('carries over what is true now, not what was true at the request', () => {
    const chosen: Command = {
      type: 'change-preferences',
      topics: ['events'],
      locale: 'en',
      name: 'Anna',
      consent: consent(),
    }
    const { after } = completeChange(afterCommand(requested, 'from', chosen))
    expect(after.to).toMatchObject({ topics: ['events'], locale: 'en', name: 'Anna' })
  })

  it.each<[string, Command, string]>([
    ['unsubscribed', unsubscribe, 'no-address-to-change'],
    ['objected', { type: 'object', method: 'my-data' }, 'no-address-to-change'],
    ['was erased', { type: 'erase', method: 'my-data' }, 'no-address-to-change'],
    ['was restricted', { type: 'restrict' }, 'no-address-to-change'],
    ['bounced', { type: 'bounce', mail: 3 }, 'no-address-to-change'],
    ['cancelled the change', { type: 'cancel-sign-up', cycle: 3, method: 'link' }, 'address-change-stopped'],
  ])('changes nothing if the old address %s in the meantime', (_, command, outcome) => {
    expect(completeChange(afterCommand(requested, 'from', command)).decision).toEqual({ outcome, steps: {} })
  })

  it('twice is no error, and writes nothing the second time', () => {
    const { after } = completeChange(requested)
    expect(completeChange(after, noon + 2, { cycle: 1 }).decision).toEqual({
      outcome: 'already-confirmed',
      steps: {},
    })
  })

  it('fails once the link has expired, but a new link can be had', () => {
    expect(completeChange(requested, linkEnds).decision).toEqual({ outcome: 'expired', steps: {} })
    const resent = decideAndEvolve(requested.to, { type: 'resend', cycle: 1 }, circumstances(linkEnds))
    expect(resent).toMatchObject({ outcome: 'resent', event: { mail: 'address-change', cycle: 1 } })
  })

  it('waits until the notice to the old address has been sent', () => {
    expect(completeChange(requested, noon + 1, { noticeSent: false }).decision).toEqual({
      outcome: 'too-soon',
      steps: {},
    })
    expect(completeChange(requested, noon + 1, { noticeSent: true }).decision.outcome).toBe('address-changed')
  })

  it('fails once the offer has lapsed, and the new address is deleted', () => {
    const late = noon + days(settings.retention.pendingDays)
    expect(completeChange(requested, late, { cycle: 1 }).decision.outcome).toBe('not-waiting')
    const { after, event } = decideAndEvolve(requested.to, { type: 'lapse' }, circumstances(late))
    expect(event).toMatchObject({ type: 'lapsed', cycle: 1 })
    expect(after).toEqual(unknownSupporter(2))
  })

  it('back to the first address works like any other', () => {
    const there = completeChange(requested).after
    const swapped = { from: there.to, to: there.from }
    const back = { from: ids.to, to: ids.from }
    const offered = decideAddressChangeRequest(
      swapped,
      { ids: back, address: address() },
      nowAt(noon + days(1)),
    )
    const before = done(swapped, offered).after
    const link = { ids: back, cycle: 5, linkExpiresAt: noon + days(3), noticeSent: true, consent: consent() }
    const { after } = done(before, decideAddressChangeCompletion(before, link, nowAt(noon + days(1) + 1)))
    expect(after.to).toMatchObject({ status: 'subscribed', name: 'Ann', topics: ['stories'] })
    expect(after.to).not.toHaveProperty('changedTo')
    expect(after.from).toMatchObject({ status: 'unsubscribed', changedTo: ids.from })
  })
})

describe('two records under random commands', () => {
  const step = fc.oneof(
    fc.tuple(fc.constantFrom('from' as const, 'to' as const), anyCommand),
    fc.constantFrom('request' as const, 'complete' as const),
  )

  it('change together or not at all, and the old address gets no more mail', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.nat(days(2))), { maxLength: 40 }), (story) => {
        let records = recordsAfter(subscribed, unknown)
        let at = noon
        for (const [next, later] of story) {
          at += later
          if (typeof next !== 'string') {
            // A command for one record alone never leads to half an address change.
            if (!['change-address-to', 'change-address-from', 'offer-address-change'].includes(next[1].type))
              records = afterCommand(records, next[0], next[1], at)
            continue
          }
          const { decision, after } =
            next === 'request' ? requestChange(records, at) : completeChange(records, at)
          const changed = next === 'complete' && decision.outcome === 'address-changed'
          if (next === 'complete')
            expect([decision.steps.from, decision.steps.to].map(Boolean)).toEqual([changed, changed])
          if (changed) {
            expect(after.from).not.toHaveProperty('address')
            expect([after.from.status, after.to.status]).toEqual(['unsubscribed', 'subscribed'])
          } else if (next === 'complete') expect(after).toEqual(records)
          records = after
        }
      }),
    )
  })
})

describe('the reader of the new mailbox', () => {
  it.each<[string, Timed[], string]>([
    ['who is not subscribed is left alone after one press', unknown, 'unsubscribed'],
    [
      'who is subscribed stays subscribed after saying no',
      [
        [atNew(), start],
        [confirming(1), start + 1],
      ],
      'subscribed',
    ],
  ])('%s', (_, to, status) => {
    const { after } = requestChange(recordsAfter(subscribed, to))
    const cycle = incomingAddressChange(after.to)?.cycle ?? 0
    const cancelled = afterCommand(after, 'to', { type: 'cancel-sign-up', cycle, method: 'link' })
    expect(cancelled.to.status).toBe(status)
    expect(incomingAddressChange(cancelled.to)).toBeUndefined()
    expect(completeChange(cancelled, noon + 2, { cycle }).decision.steps).toEqual({})
  })
})

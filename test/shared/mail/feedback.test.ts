import { describe, expect, it } from 'vitest'
import { decideAndEvolve } from '../../../shared/domain/decide.ts'
import { type Supporter, unknownSupporter } from '../../../shared/domain/supporter.ts'
import { supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { feedbackOf } from '../../../shared/mail/feedback.ts'
import { parseProviderEvent } from '../../../shared/mail/provider-event.ts'
import { address, circumstances, hours, signUp, start } from '../../support/builders.ts'
import { bounced, complained, delayed, delivered, rejected, sent } from '../../support/provider-events.ts'
import { given } from '../../support/scenario.ts'

const key = 'test key'
const ann = 'ann@example.org'
const bob = 'bob@example.org'
const idOf = (email: string) => supporterIdOf(address(email), key)
/** The mail that Ann's first event owed: her confirmation. */
const tagged = { supporterId: idOf(ann), sequence: 1 }

const waiting = () => given([signUp(), start]).supporter
const subscribed = () =>
  given([signUp(), start], [{ type: 'confirm', cycle: 1, linkExpiresAt: start + hours(1) }, start]).supporter

/** Records SES's events about Ann and Bob in sequence, like the functions. */
function recordFeedback(supporters: Record<string, Supporter>, ...events: object[]) {
  const records = new Map(Object.entries(supporters).map(([email, one]) => [`${idOf(email)}`, one]))
  const faults: string[] = []
  const types: string[] = []
  for (const detail of events) {
    const event = parseProviderEvent(detail)
    if (typeof event === 'string') continue
    faults.push(...event.faults.map(({ fault }) => fault))
    for (const { supporterId, mail, subtype, ...feedback } of feedbackOf(event, key)) {
      const supporter = records.get(supporterId) ?? unknownSupporter()
      const command = { ...feedback, mail: mail ?? supporter.version, ...(subtype && { subtype }) }
      const { event: happened, after } = decideAndEvolve(supporter, command, circumstances())
      if (happened) types.push(`${happened.type}${happened.actor === 'provider' ? '' : ' by nobody'}`)
      records.set(supporterId, after)
    }
  }
  const stateOf = (email: string) => {
    const supporter = records.get(idOf(email))
    return supporter?.status === 'suppressed' ? `suppressed: ${supporter.reason}` : supporter?.status
  }
  return { stateOf, types, faults, ann: records.get(idOf(ann)) }
}

/** Type, subtype, status and text of a bounce, and the resulting event, or our own fault. */
const bounces: [string, string, string | undefined, string | undefined, string][] = [
  ['Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown', 'bounced'],
  ['Permanent', 'General', undefined, undefined, 'bounced'],
  ['Permanent', 'NoEmail', '5.1.2', 'smtp; 550 5.1.2 no such domain', 'bounced'],
  ['Permanent', 'Suppressed', undefined, 'Amazon SES has suppressed sending to this address', 'bounced'],
  ['Permanent', 'OnAccountSuppressionList', undefined, undefined, 'configuration'],
  ['Permanent', 'SomethingNew', '5.0.0', undefined, 'bounced'],
  [
    'Permanent',
    'General',
    '5.7.1',
    'smtp; 550 5.7.1 Service unavailable; blocked using Spamhaus',
    'denylist',
  ],
  ['Permanent', 'General', '5.7.606', 'smtp; 550 5.7.606 Access denied, banned sending IP', 'denylist'],
  ['Permanent', 'General', '5.0.0', 'smtp; 554 5.7.9 Message not accepted for policy reasons', 'denylist'],
  ['Permanent', 'General', '5.0.0', 'smtp; 554 rejected due to poor reputation', 'denylist'],
  ['Permanent', 'General', '5.7.1', 'smtp; 550 5.7.1 <x>: user unknown in relay table', 'bounced'],
  ['Permanent', 'General', '5.6.0', 'smtp; 554 5.6.0 message content rejected', 'content'],
  ['Permanent', 'General', '5.3.4', 'smtp; 552 5.3.4 message too big', 'content'],
  ['Transient', 'General', '4.4.7', 'smtp; 421 4.4.7 timed out', 'soft-bounced'],
  ['Transient', 'MailboxFull', '5.2.2', 'smtp; 552 5.2.2 mailbox full', 'soft-bounced'],
  ['Transient', 'SomethingNew', undefined, undefined, 'soft-bounced'],
  ['Transient', 'General', '4.7.0', 'smtp; 421 4.7.0 try again later, IP on RBL', 'denylist'],
  ['Transient', 'MessageTooLarge', '5.2.3', undefined, 'content'],
  ['Transient', 'ContentRejected', '5.6.1', 'smtp; 554 spam', 'content'],
  ['Transient', 'AttachmentRejected', undefined, undefined, 'content'],
  ['Undetermined', 'Undetermined', undefined, undefined, 'soft-bounced'],
]

describe.each(['eventType', 'notificationType'] as const)('a bounce in the shape of %s', (shape) => {
  it.each(bounces)('of %s, %s, %s, "%s" leads to: %s', (type, subtype, status, words, outcome) => {
    const event = bounced({
      type,
      subtype,
      shape,
      tagged,
      ...(status && { status }),
      ...(words && { words }),
    })
    const { stateOf, types, faults } = recordFeedback({ [ann]: subscribed() }, event)
    const isFault = ['denylist', 'content', 'configuration'].includes(outcome)
    expect({ types, faults }).toEqual(
      isFault ? { types: [], faults: [outcome] } : { types: [outcome], faults: [] },
    )
    expect(stateOf(ann)).toBe(outcome === 'bounced' ? 'suppressed: bounced' : 'subscribed')
  })
})

describe('a complaint', () => {
  it.each([
    ['abuse', 'suppressed: complained'],
    ['fraud', 'suppressed: complained'],
    ['virus', 'subscribed'],
    ['auth-failure', 'subscribed'],
    ['other', 'suppressed: complained'],
    ['something-new', 'subscribed'],
    [undefined, 'suppressed: complained'],
    [null, 'suppressed: complained'],
    ['not-spam', 'subscribed'],
  ])('of the type %s leaves the supporter %s', (type, state) => {
    for (const shape of ['eventType', 'notificationType'] as const) {
      expect(recordFeedback({ [ann]: subscribed() }, complained(type, { tagged, shape })).stateOf(ann)).toBe(
        state,
      )
    }
  })

  it('about our mail and not of a person is a fault of ours (RFC 6591)', () => {
    const faultsOf = (type: string) =>
      recordFeedback({ [ann]: subscribed() }, complained(type, { tagged })).faults
    expect([faultsOf('auth-failure'), faultsOf('virus')]).toEqual([['sender'], ['content']])
  })

  it('from the account’s own suppression list is ignored, since the person may have come back since', () => {
    const listed = complained('abuse', { tagged, subtype: 'OnAccountSuppressionList' })
    const { stateOf, faults } = recordFeedback({ [ann]: subscribed() }, listed)
    expect([stateOf(ann), faults]).toEqual(['subscribed', ['configuration']])
  })
})

describe('a delivery, delay or rejection', () => {
  it('of the confirmation mail is noted for the page to show; of other mails it is not', () => {
    const waited = recordFeedback({ [ann]: waiting() }, delayed('MailboxFull', { tagged }))
    expect([waited.types, waited.stateOf(ann)]).toEqual([['delayed'], 'pending'])
    expect(waited.ann).toMatchObject({ signUp: { delivery: 'delayed' } })
    const arrived = recordFeedback(
      { [ann]: waiting() },
      delayed('IPFailure', { tagged }),
      delivered({ tagged }),
    )
    expect(arrived.types).toEqual(['delayed', 'delivered'])
    const late = recordFeedback({ [ann]: waiting() }, delivered({ tagged }), delayed('IPFailure', { tagged }))
    expect(late.types).toEqual(['delivered'])
    const welcome = { ...tagged, sequence: 2 }
    const other = recordFeedback(
      { [ann]: subscribed() },
      delivered({ tagged: welcome }),
      delayed('x', { tagged: welcome }),
    )
    expect(other.types).toEqual([])
  })

  it('by SES itself, because of the mail’s content, is our fault', () => {
    expect(recordFeedback({ [ann]: subscribed() }, rejected({ tagged }))).toMatchObject({
      types: [],
      faults: ['content'],
    })
  })

  it('of the organisation’s own mailbox is our fault', () => {
    const own = { tagged: { supporterId: 'seal', sequence: 1 }, to: ['privacy@example.org'] }
    expect(recordFeedback({}, bounced(own))).toMatchObject({ types: [], faults: ['own-mailbox'] })
  })
})

describe('feedback for several recipients, repeated or extended', () => {
  const both = () => ({ [ann]: subscribed(), [bob]: subscribed() })
  const to = ['first@example.net', ann, bob]

  it('is handled for each recipient, even if the affected one comes last', () => {
    for (const shape of ['eventType', 'notificationType'] as const) {
      const culprit = recordFeedback(both(), bounced({ to, about: [bob], tagged, shape }))
      expect([culprit.stateOf(ann), culprit.stateOf(bob)]).toEqual(['subscribed', 'suppressed: bounced'])
      const complainant = recordFeedback(
        both(),
        complained('abuse', { to, about: [ann, bob], tagged, shape }),
      )
      expect([complainant.stateOf(ann), complainant.stateOf(bob)]).toEqual([
        'suppressed: complained',
        'suppressed: complained',
      ])
    }
  })

  it('distinguishes recipients by their own diagnostics', () => {
    const event = bounced({ to, tagged })
    const [, annOf, bobOf] = event.bounce.bouncedRecipients
    Object.assign(annOf ?? {}, { status: '5.7.1', diagnosticCode: 'smtp; 550 5.7.1 blocklist' })
    Object.assign(bobOf ?? {}, { status: '5.1.1' })
    const { stateOf, faults } = recordFeedback(both(), event)
    expect([stateOf(ann), stateOf(bob), faults]).toEqual(['subscribed', 'suppressed: bounced', ['denylist']])
  })

  it('applies to the mail’s recipient, even if the server names a forwarding address', () => {
    const { stateOf } = recordFeedback(both(), bounced({ about: ['else@forwarded.example'], tagged }))
    expect(stateOf(ann)).toBe('suppressed: bounced')
  })

  it('finds a supporter by the address, in any notation, if a mail has no tags', () => {
    const { stateOf } = recordFeedback(both(), bounced({ to: ['Bob Example <BOB@Example.ORG>'] }))
    expect([stateOf(ann), stateOf(bob)]).toEqual(['subscribed', 'suppressed: bounced'])
  })

  it('changes nothing the second time', () => {
    for (const event of [
      bounced({ tagged }),
      complained('abuse', { tagged }),
      bounced({ tagged, type: 'Transient' }),
    ]) {
      expect(recordFeedback({ [ann]: subscribed() }, event, event).types).toHaveLength(1)
    }
    expect(recordFeedback({ [ann]: waiting() }, delivered({ tagged }), delivered({ tagged })).types).toEqual([
      'delivered',
    ])
  })

  it('leads to the same state in any order', () => {
    const events = [
      delivered({ tagged }),
      delayed('x', { tagged }),
      complained('abuse', { tagged }),
      bounced({ tagged }),
    ]
    const orders = events.flatMap((_, i) => [events.slice(i).concat(events.slice(0, i)), events.toReversed()])
    for (const order of orders)
      expect(recordFeedback({ [ann]: subscribed() }, ...order).stateOf(ann)).toBe('suppressed: complained')
  })

  it('is accepted with unknown fields, and without those that SES may omit', () => {
    const event = bounced({ tagged })
    const more = {
      ...event,
      future: { x: 1 },
      mail: { ...event.mail, future: [] },
      bounce: { ...event.bounce, future: 1 },
    }
    expect(recordFeedback({ [ann]: subscribed() }, more).stateOf(ann)).toBe('suppressed: bounced')
    const bare = {
      notificationType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: ann }] },
      mail: {},
    }
    expect(recordFeedback({ [ann]: subscribed() }, bare).stateOf(ann)).toBe('suppressed: bounced')
  })

  it('is irrelevant if it only says that a mail was sent', () => {
    expect(parseProviderEvent(sent({ tagged }))).toBe('irrelevant')
  })

  it.each([
    ['an event of something else', { 'detail-type': 'Scheduled Event' }],
    ['nothing', {}],
    ['an event without a type', { ...bounced({ tagged }), eventType: undefined }],
    ['a bounce without recipients', { eventType: 'Bounce', mail: {}, bounce: { bounceType: 'Permanent' } }],
    ['a bounce without its details', { eventType: 'Bounce', mail: {} }],
    ['a complaint of an unknown type', complained('something-new', { tagged })],
  ])('is unreadable: %s', (_, event) => {
    expect(parseProviderEvent(event)).toBe('unreadable')
  })

  it('keeps no text that a mail server made up', () => {
    const event = parseProviderEvent(bounced({ tagged, subtype: 'ann@example.org is <gone>' }))
    const [feedback] = typeof event === 'string' ? expect.fail() : feedbackOf(event, key)
    expect(feedback).toEqual({ type: 'bounce', supporterId: idOf(ann), mail: 1 })
  })
})

describe('mail that temporarily cannot be delivered', () => {
  const full = (sequence: number) =>
    bounced({ type: 'Transient', subtype: 'MailboxFull', tagged: { ...tagged, sequence } })

  it('suppresses after five failures within thirty days, unless a mail is delivered in between', () => {
    // The policy is five within thirty days; each is about a mail of its own.
    const five = [2, 3, 4, 5, 6].map(full)
    expect(recordFeedback({ [ann]: subscribed() }, ...five.slice(0, 4)).stateOf(ann)).toBe('subscribed')
    expect(recordFeedback({ [ann]: subscribed() }, ...five).stateOf(ann)).toBe('suppressed: bounced')
    const between = delivered({ tagged: { ...tagged, sequence: 5 } })
    const relieved = recordFeedback({ [ann]: subscribed() }, ...five.slice(0, 4), between, full(6))
    expect(relieved.stateOf(ann)).toBe('subscribed')
  })
})

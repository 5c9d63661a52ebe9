import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PlainDate, parsePlainDate } from '../../../../shared/domain/requests/calendar.ts'
import {
  act,
  type Intake,
  type OfficeCircumstances,
  type RequestCommand,
  receive,
} from '../../../../shared/domain/requests/decide-request.ts'
import type { DataRequest } from '../../../../shared/domain/requests/request.ts'
import { isOpen } from '../../../../shared/domain/requests/request.ts'
import { parseRequestId, requestIdFrom } from '../../../../shared/domain/requests/request-id.ts'
import {
  actionsIn,
  closedStates,
  openStates,
  type RequestAction,
  type RequestState,
  requestTypes,
  transitions,
} from '../../../../shared/domain/requests/transitions.ts'
import { start } from '../../../support/builders.ts'

const date = (text: string): PlainDate => parsePlainDate(text) as PlainDate
const on = (today: string): OfficeCircumstances => ({
  at: start,
  today: date(today),
  by: 'officer:42',
  calendar: { holidaysOf: 'england-and-wales', extraHolidays: [] },
})
const id = requestIdFrom(Buffer.from('1234567890', 'hex'))
const filed = (changes: Partial<Intake> = {}, today = '2026-09-03'): DataRequest => {
  const intake = {
    requestType: 'access',
    channel: 'post',
    receivedOn: date('2026-09-03'),
    contact: {},
  } as const
  const decided = receive(id, { ...intake, ...changes }, on(today))
  if ('refused' in decided) throw new Error(JSON.stringify(decided.refused))
  return decided.after
}
const afterActions = (request: DataRequest, ...commands: [RequestCommand, string?][]): DataRequest =>
  commands.reduce((before, [command, today = '2026-09-10']) => {
    const decided = act(before, command, on(today))
    if ('refused' in decided) throw new Error(`${command.action}: ${JSON.stringify(decided.refused)}`)
    return decided.after
  }, request)
const refusal = (request: DataRequest, command: RequestCommand, today = '2026-09-10') => {
  const decided = act(request, command, on(today))
  return 'refused' in decided ? decided.refused : undefined
}

describe('a data request', () => {
  it('may be dated in the past, but not in the future or before the law existed', () => {
    expect(filed({}, '2026-09-30')).toMatchObject({ state: 'received', receivedOn: '2026-09-03', version: 1 })
    for (const receivedOn of ['2026-09-04', '2006-09-03']) {
      const intake = {
        requestType: 'access',
        channel: 'web',
        receivedOn: date(receivedOn),
        contact: {},
      } as const
      expect(receive(id, intake, on('2026-09-03'))).toEqual({
        refused: { reason: 'day', field: 'receivedOn', earliest: '2018-05-25', latest: '2026-09-03' },
      })
    }
  })

  it('keeps contact details out of the state that is decided on', () => {
    const contact = { name: 'Ann', onBehalf: { name: 'Bo', authority: 'a letter' } }
    expect(JSON.stringify(filed({ contact, note: 'Ann rang' }))).not.toMatch(/Ann|Bo|letter/)
  })

  it('moves through its states', () => {
    const waiting = afterActions(filed(), [{ action: 'ask-identity' }])
    expect(waiting).toMatchObject({ state: 'identity-asked', identity: { askedOn: '2026-09-10' } })
    const proved = afterActions(waiting, [
      { action: 'record-identity', on: date('2026-09-11') },
      '2026-09-14',
    ])
    expect(proved).toMatchObject({ state: 'in-progress', identity: { answeredOn: '2026-09-11' } })
    const extended = afterActions(proved, [{ action: 'extend', note: 'Many records' }, '2026-09-20'])
    expect(extended).toMatchObject({ state: 'extended', extendedBy: 2 })
    const clarified = afterActions(
      extended,
      [{ action: 'ask-clarification' }],
      [{ action: 'record-clarification' }],
    )
    expect(clarified).toMatchObject({ state: 'extended', clarifications: [{ answeredOn: '2026-09-10' }] })
    const done = afterActions(clarified, [{ action: 'fulfil', result: { files: 3 } }])
    expect(done).toMatchObject({ state: 'fulfilled', closedOn: '2026-09-10', result: { files: 3 } })
  })

  it('waits for a requested fee until the day it was paid', () => {
    const waiting = afterActions(filed(), [{ action: 'ask-fee' }])
    expect(waiting).toMatchObject({ state: 'received', fee: { askedOn: '2026-09-10' } })
    const paid = afterActions(waiting, [{ action: 'record-fee', on: date('2026-09-12') }, '2026-09-14'])
    expect(paid).toMatchObject({ state: 'received', fee: { answeredOn: '2026-09-12' } })
    const early = { action: 'record-fee', on: date('2026-09-09') } as const
    expect(refusal(waiting, early, '2026-09-14')).toMatchObject({ reason: 'day', earliest: '2026-09-10' })
  })

  it.each(closedStates)('that is %s takes only notes', (state) => {
    const closing: Record<(typeof closedStates)[number], RequestCommand> = {
      fulfilled: { action: 'fulfil' },
      refused: { action: 'refuse', ground: 'excessive' },
      withdrawn: { action: 'withdraw' },
    }
    const closed = afterActions(filed(), [closing[state]])
    expect(actionsIn(closed.state)).toEqual(['note', 'attach'])
    expect(refusal(closed, { action: 'start' })).toEqual({ reason: 'not-now', allowed: ['note', 'attach'] })
    expect(afterActions(closed, [{ action: 'note', note: 'Thanks came' }])).toEqual({ ...closed, version: 3 })
  })

  it.each<[string, () => [DataRequest, RequestCommand, string?], object]>([
    ['an action of another state', () => [filed(), { action: 'record-identity' }], { reason: 'not-now' }],
    [
      'a second proof of identity',
      () => [
        afterActions(filed(), [{ action: 'ask-identity' }], [{ action: 'record-identity' }]),
        { action: 'ask-identity' },
      ],
      { reason: 'not-now' },
    ],
    ['a fee that was not requested', () => [filed(), { action: 'record-fee' }], { reason: 'not-now' }],
    [
      'a clarification of an erasure: only access requests pause (Art 12A)',
      () => [filed({ requestType: 'erasure' }), { action: 'ask-clarification' }],
      { reason: 'not-for-this-type' },
    ],
    [
      'an acknowledgement of a request other than a complaint',
      () => [filed(), { action: 'acknowledge' }],
      { reason: 'not-for-this-type' },
    ],
    [
      'a second acknowledgement',
      () => [
        afterActions(filed({ requestType: 'complaint' }), [{ action: 'acknowledge' }]),
        { action: 'acknowledge' },
      ],
      { reason: 'not-now' },
    ],
    [
      'an extension of a complaint',
      () => [filed({ requestType: 'complaint' }), { action: 'extend', note: 'x' }],
      { reason: 'not-for-this-type' },
    ],
    ['an extension without reasons', () => [filed(), { action: 'extend' }], { reason: 'note' }],
    [
      'an extension after the first month',
      () => [filed(), { action: 'extend', note: 'x' }, '2026-10-06'],
      { reason: 'too-late', lastDay: '2026-10-05' },
    ],
    [
      'an extension while waiting for a fee',
      () => [afterActions(filed(), [{ action: 'ask-fee' }]), { action: 'extend', note: 'x' }],
      { reason: 'clock-stopped' },
    ],
    ['a refusal without a ground', () => [filed(), { action: 'refuse' }], { reason: 'ground' }],
    [
      'a refusal over an identity that no officer asked to prove',
      () => [filed(), { action: 'refuse', ground: 'identity-not-proved' }],
      { reason: 'ground', allowed: ['manifestly-unfounded', 'excessive', 'exemption'] },
    ],
    [
      'a refusal of an objection to marketing, which is absolute (Art 21(3))',
      () => [filed({ requestType: 'objection' }), { action: 'refuse', ground: 'excessive' }],
      { reason: 'ground', allowed: [] },
    ],
    [
      'a refusal of a complaint',
      () => [filed({ requestType: 'complaint' }), { action: 'refuse', ground: 'excessive' }],
      { reason: 'not-for-this-type' },
    ],
    [
      'an unnamed exemption',
      () => [filed(), { action: 'refuse', ground: 'exemption' }],
      { reason: 'exemption' },
    ],
    ['an empty note', () => [filed(), { action: 'note' }], { reason: 'note' }],
    [
      'a future day',
      () => [filed(), { action: 'start', on: date('2026-09-11') }],
      { reason: 'day', earliest: '2026-09-03', latest: '2026-09-10' },
    ],
    [
      'an answer dated before the question',
      () => [
        afterActions(filed(), [{ action: 'ask-identity' }]),
        { action: 'record-identity', on: date('2026-09-09') },
      ],
      { reason: 'day', earliest: '2026-09-10' },
    ],
  ])('does not accept %s', (_, given, expected) => {
    const [request, command, today] = given()
    expect(refusal(request, command, today)).toMatchObject(expected)
  })

  it('may be extended on the last day of its first month', () => {
    expect(refusal(filed(), { action: 'extend', note: 'x', months: 1 }, '2026-10-05')).toBeUndefined()
  })

  it('may be refused if the requested proof of identity never came', () => {
    const waiting = afterActions(filed({ requestType: 'objection' }), [{ action: 'ask-identity' }])
    expect(afterActions(waiting, [{ action: 'refuse', ground: 'identity-not-proved' }])).toMatchObject({
      state: 'refused',
      ground: 'identity-not-proved',
    })
  })

  const anyCommand = fc.record({
    action: fc.constantFrom(
      ...(Object.keys(transitions.received) as RequestAction[]),
      ...actionsIn('identity-asked'),
      ...actionsIn('clarification-asked'),
    ),
    note: fc.constantFrom(undefined, 'a note'),
    ground: fc.constantFrom(undefined, 'excessive', 'identity-not-proved', 'exemption'),
    exemption: fc.constantFrom(undefined, 'DPA 2018 Sch 2 para 19'),
  }) as fc.Arbitrary<RequestCommand>

  it('follows the table of transitions, counts its events, and stays closed once closed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...requestTypes),
        fc.array(anyCommand, { maxLength: 12 }),
        (requestType, commands) => {
          let request = filed({ requestType })
          for (const command of commands) {
            const decided = act(request, command, on('2026-09-10'))
            if ('refused' in decided) continue
            const row: Partial<Record<RequestAction, string>> = transitions[request.state]
            const leadsTo = row[command.action]
            const resumed: RequestState = request.extendedBy ? 'extended' : 'in-progress'
            const expected = leadsTo === 'same' ? request.state : leadsTo === 'resumed' ? resumed : leadsTo
            expect(decided.after.state).toBe(expected)
            expect(decided.after.version).toBe(request.version + 1)
            expect(isOpen(request.state) || !isOpen(decided.after.state)).toBe(true)
            request = decided.after
          }
          expect([...openStates, ...closedStates]).toContain(request.state)
        },
      ),
    )
  })
})

describe('a data request’s id', () => {
  it('is read in any notation', () => {
    const text = requestIdFrom(Buffer.from('001fffffff', 'hex'))
    expect(text).toBe('00FZ-ZZZZ')
    for (const written of ['00fz-zzzz', 'OOFZZZZZ', ' oo fz-zz zz '])
      expect(parseRequestId(written)).toBe(text)
    expect(parseRequestId('1IlL-2345')).toBe('1111-2345')
  })

  it('is made of 5 bytes', () => {
    expect(() => requestIdFrom(Buffer.alloc(4))).toThrow(RangeError)
  })

  it.each(['', '00FZ-ZZZ', '00FZ-ZZZZZ', '00FZ-ZZZU', '../../x/y', '00FZ-ZZZ#'])('cannot be %j', (text) => {
    expect(parseRequestId(text)).toBeUndefined()
  })
})

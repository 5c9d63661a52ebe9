import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../../shared/chain/hashing.ts'
import type { Command } from '../../../../shared/domain/commands.ts'
import { verifyChain } from '../../../../shared/proof/verify/chain.ts'
import { report } from '../../../../shared/proof/verify/report.ts'
import { type Against, verifyFile } from '../../../../shared/proof/verify/verify.ts'
import {
  arriving,
  confirmation,
  confirming,
  consentIn,
  departing,
  fullReceipt,
  heldAfter,
  offered,
  proofsIn,
  receiptFor,
  signUpIn,
  unsubscribing,
} from '../../../support/receipts.ts'

const verify = (value: object, against?: Against) => verifyFile(JSON.stringify(value), against)
const stopping: Command = { type: 'cancel-sign-up', cycle: 3, method: 'link' }
const wrong = (value: object, against?: Against) => verify(value, against).faults.map(({ what }) => what)

describe('an unchanged receipt', () => {
  it('is intact, event by event and seal by seal', () => {
    const { receipt } = fullReceipt()
    const { faults, events, seals } = verify(receipt)
    expect(faults).toEqual([])
    expect(events.map(({ state }) => state)).toEqual(Array(5).fill('evidence opens'))
    expect(seals).toMatchObject([
      { number: 7, events: [1, 2], mailed: 'not compared' },
      { number: 8, events: [3, 4], mailed: 'not compared' },
    ])
  })

  it('is intact with different spaces and member order', () => {
    const { receipt } = fullReceipt()
    const reversed = Object.fromEntries(Object.entries(receipt).toReversed())
    expect(verifyFile(JSON.stringify(reversed, null, 2)).faults).toEqual([])
  })

  it.each<[string, Parameters<typeof heldAfter>]>([
    ['came from another address', [offered(), arriving]],
    ['came to an address that was subscribed', [signUpIn('en'), confirmation(1), offered(), arriving]],
    ['came, unsubscribed and came back', [offered(), arriving, unsubscribing, signUpIn('en'), confirming]],
    [
      'changed to another address',
      [signUpIn('en'), confirmation(1), { type: 'request-address-change' }, departing],
    ],
    [
      'cancelled that change',
      [signUpIn('en'), confirmation(1), { type: 'request-address-change' }, stopping],
    ],
  ])('is intact for a supporter who %s', (_, life) => {
    expect(wrong(receiptFor(heldAfter(...life)))).toEqual([])
  })

  it('is intact if its evidence is erased, and says so', () => {
    const { receipt } = fullReceipt()
    const { faults, events } = verify({ ...receipt, evidence: [] })
    expect(faults).toEqual([])
    expect(events.map(({ state }) => state)).toEqual(Array(5).fill('evidence erased'))
  })

  it('is intact inside an export, next to other data', () => {
    const { consentReceipt: _, record: __, ...proof } = fullReceipt().receipt
    expect(wrong({ ...proof, format: 'supporter-engagement/export/1', profile: {} })).toEqual([])
  })
})

describe('a seal mail', () => {
  const { receipt } = fullReceipt()
  const seal = (sequence: string) =>
    receipt.proofs[sequence]?.seal ?? { number: 0, hash: '', root: '', count: 0 }
  const line = ({ number, hash, root, count }: ReturnType<typeof seal>) =>
    `Seal ${number} ${hash} ${root} ${count}`

  it('confirms its own seal, and the previous one that it names', () => {
    const { faults, seals } = verify(receipt, { mails: [`Good morning\n${line(seal('3'))}\n`] })
    expect(faults).toEqual([])
    expect(seals.map(({ mailed }) => mailed)).toEqual(['chained', 'yes'])
  })

  it('may consist of a hash alone', () => {
    const { seals } = verify(receipt, { mails: [seal('1').hash] })
    expect(seals.map(({ mailed }) => mailed)).toEqual(['yes', 'not compared'])
  })

  it('exposes a forged chain and seal if it names different values', () => {
    const held = heldAfter(signUpIn('en'), confirmation(1))
    const forged = receiptFor(held, proofsIn(held.events))
    expect(wrong(forged)).toEqual([])
    const { faults } = verify(forged, { mails: [line(seal('1'))] })
    expect(faults).toMatchObject([
      { part: 'seal', event: 1, what: expect.stringContaining('is not the seal 7 that was mailed') },
      { part: 'seal', event: 2 },
    ])
  })

  it('of a seal that is not in the file confirms nothing, and the report says so', () => {
    expect(wrong(receipt, { mails: [hashOf({})] })).toEqual([
      expect.stringContaining('names no seal in this file, which has: 7 (2026-10-02T09:00:00.000Z), 8'),
    ])
  })
})

describe('a chain cut off at the end', () => {
  const { held, receipt } = fullReceipt()
  const { version, head } = held.profile

  it('is found by the record’s version and head', () => {
    const { faults, events } = verifyChain(held.events.slice(0, 3), [], { version, head })
    expect(faults.map(({ event, what }) => [event, what])).toEqual([
      [4, 'event 4 is missing at the end: there should be 5 events'],
      [5, 'event 5 is missing at the end: there should be 5 events'],
    ])
    expect(events.map(({ state }) => state)).toEqual([
      ...Array(3).fill('evidence erased'),
      'missing',
      'missing',
    ])
    expect(verifyChain(held.events, [], { version, head }).faults).toEqual([])
  })

  it('is found by the last hash of a printed receipt, which may be older than the file', () => {
    const cut = { ...receipt, chain: receipt.chain.slice(0, 4) }
    expect(wrong(cut, { head })).toContainEqual(expect.stringContaining('event 5 is missing, or was changed'))
    const older = held.events[1]?.hash
    expect(wrong(receipt, { head: older })).toEqual([])
  })

  it('is found by the rest of the same file', () => {
    const cut = { ...receipt, chain: receipt.chain.slice(0, 4) }
    expect(verify(cut).faults).toMatchObject([
      { part: 'evidence', what: expect.stringContaining('belongs to no event') },
      { part: 'statement', event: 5 },
    ])
  })

  it('and everywhere else in the file cannot be found without the record, which the report says', () => {
    const earlier = receiptFor(heldAfter(signUpIn('en'), confirmation(1)))
    expect(report(verify(earlier))).toContain('whether anything happened after the last event in this file')
  })

  it('is distinguished from one that goes on past the record', () => {
    const { faults } = verifyChain(held.events, [], { version: 4, head: held.events[3]?.hash })
    expect(faults).toMatchObject([{ event: 5, what: 'event 5 is surplus: there should be 4 events' }])
  })
})

describe('a consent receipt that does not match its chain', () => {
  const { receipt } = fullReceipt()
  const changed = (changes: object) => ({ ...receipt.consentReceipt, ...changes })

  it.each([
    ['another time', { consentTimestamp: 1 }],
    ['another person', { piiPrincipalId: 'x' }],
    ['another language', { language: 'en' }],
    ['another event', { consentReceiptID: 'event-0' }],
  ])('a consent receipt of %s', (_, changes) => {
    expect(verify({ ...receipt, consentReceipt: changed(changes) }).faults).toMatchObject([
      { part: 'statement' },
    ])
  })
})

describe('the record’s context', () => {
  const { receipt } = fullReceipt()
  const { '@context': context, ...record } = receipt.record ?? expect.fail()

  it.each([
    ['gives a prefix another meaning', { ...context, dpv: 'https://example.org/dpv#' }],
    ['has a prefix more', { ...context, ConsentGiven: 'https://example.org/refused' }],
    ['lacks a prefix', { dpv: context.dpv }],
    ['is fetched from elsewhere', 'https://example.org/context.jsonld'],
    ['is missing', undefined],
  ])('that %s is a fault: it says what the record’s names mean', (_, other) => {
    const changed = { ...receipt, record: { '@context': other, ...record } }
    expect(verify(changed).faults).toEqual([
      { part: 'statement', what: 'the consent record has another @context' },
    ])
  })
})

describe('the topics of a receipt', () => {
  const more: Command = {
    type: 'change-preferences',
    topics: ['events', 'emergencies'],
    locale: 'en',
    consent: consentIn('en'),
  }
  const fewer: Command = { ...more, topics: ['events'] }
  const back: Command = { type: 'undo-withdrawal', undoes: 4, topics: ['events'] }
  const stories = [signUpIn('en', ['stories', 'events']), confirmation(1)]

  it.each<[string, Command[], string[]]>([
    ['what was confirmed', stories, ['stories', 'events']],
    [
      'what was added through another form',
      [...stories, signUpIn('en', ['emergencies'], 'events'), confirmation(3)],
      ['stories', 'events', 'emergencies'],
    ],
    ['what was chosen on the preferences page', [...stories, more], ['events', 'emergencies']],
    ['what was kept on that page', [...stories, fewer], ['events']],
    ['what was given back after unsubscribing', [...stories, more, unsubscribing, back], ['events']],
    [
      'what was confirmed anew after unsubscribing',
      [...stories, unsubscribing, signUpIn('en', ['emergencies']), confirmation(4)],
      ['emergencies'],
    ],
    ['what had been agreed to before unsubscribing', [...stories, unsubscribing], ['stories', 'events']],
  ])('are %s', (_, commands, topics) => {
    const receipt = receiptFor(heldAfter(...commands))
    const named = receipt.record?.['dpv:hasProcess']['dpv:hasPurpose'].map(
      (purpose) => purpose['dct:identifier'],
    )
    expect(named?.toSorted()).toEqual(topics.toSorted())
    expect(wrong(receipt)).toEqual([])
  })

  it('cannot be changed in the record or in the receipt next to it', () => {
    const text = JSON.stringify(receiptFor(heldAfter(...stories)))
    const inRecord = text.replace('"dct:identifier":"stories"', '"dct:identifier":"emergencies"')
    const inReceipt = text.replace('"purpose":"Stories from our work"', '"purpose":"Phone calls"')
    const what = (changed: string) => verifyFile(changed).faults.map((fault) => fault.what)
    expect(what(inRecord)).toEqual(['the consent record and the chain name different topics'])
    expect(what(inReceipt)).toEqual(['the consent receipt and the consent record name different topics'])
  })
})

describe('a file that is no receipt', () => {
  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['no chain', '{"format":"supporter-engagement/receipt/1"}'],
    ['invalid numbers', '{"format":"supporter-engagement/receipt/1","chain":[{"sequence":1e999}]}'],
    ['invalid values in the right places', '{"chain":[1,null],"evidence":[[]],"proofs":{"1":{"seal":7}}}'],
  ])('with %s is refused without an exception', (_, text) => {
    expect(verifyFile(text).faults.length).toBeGreaterThan(0)
  })

  it('gets each duplicate member reported', () => {
    const text = JSON.stringify(fullReceipt().receipt).replace('"cycle":1', '"cycle":1,"cycle":1')
    expect(verifyFile(text).faults).toMatchObject([{ event: 1, what: 'chain[0].cycle occurs twice' }])
  })
})

describe('a malicious file', () => {
  it('cannot write its own verdict into the report', () => {
    const content = { sequence: 1, type: 'x\u001b[2J\nIntact: all is well', at: '' }
    const text = report(verify({ chain: [{ ...content, hash: hashOf(content) }] }))
    expect(text).not.toContain('\u001b')
    expect(text.match(/^Intact/m)).toBeNull()
  })

  it('cannot keep the verifier busy with a number that is too large', () => {
    const content = { sequence: Number.MAX_SAFE_INTEGER }
    const { faults } = verifyChain([{ ...content, hash: hashOf(content) }], [], {
      version: Number.MAX_SAFE_INTEGER,
    })
    expect(faults.length).toBeLessThan(2000)
  })
})

describe('the report', () => {
  it('says first whether all is well, then what is wrong and where', () => {
    const held = heldAfter(signUpIn('en'), confirmation(1), unsubscribing)
    const receipt = receiptFor(held, proofsIn(held.events.slice(0, 2)))
    expect(report(verify(receipt))).toMatch(/^Intact: /)
    const chain = receipt.chain.map((event) => (event.sequence === 3 ? { ...event, method: 'link' } : event))
    const text = report(verify({ ...receipt, chain }))
    expect(text).toMatch(/^NOT INTACT: one fault\./)
    expect(text).toContain('event 3 was changed: its hash does not match its content')
    expect(text).toMatch(/3 {2}2026-10-01T10:00:00.000Z {2}withdrawn: BROKEN, in no seal/)
  })
})

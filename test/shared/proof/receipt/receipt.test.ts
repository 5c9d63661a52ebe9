import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import type { Consent } from '../../../../shared/domain/events.ts'
import { consentByPreferences } from '../../../../shared/domain/offer.ts'
import { agreementIn } from '../../../../shared/proof/receipt/agreement.ts'
import { receiptOf } from '../../../../shared/proof/receipt/receipt.ts'
import { verifyFile } from '../../../../shared/proof/verify/verify.ts'
import type { LedgerItem } from '../../../../shared/store/ledger-item.ts'
import { ReceiptFile } from '../../../../shared/web/record-contract.ts'
import { address, consent, settings, start } from '../../../support/builders.ts'
import { kantaraSchema } from '../../../support/kantara.ts'
import {
  arriving,
  confirming,
  fullReceipt,
  heldAfter,
  leaving,
  movingAway,
  offered,
  otherId,
  receiptFor,
  signUpIn,
} from '../../../support/receipts.ts'

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(kantaraSchema)

const softOptIn: Command = {
  type: 'soft-opt-in',
  profile: { address: address() },
  consent: consent({ lawfulBasis: 'charity_soft_opt_in' }),
  softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
}

describe('a consent receipt', () => {
  it.each(['en', 'fr', 'ar'] as const)('in %s has what Kantara’s specification asks for', (locale) => {
    const { consentReceipt } = receiptFor(heldAfter(signUpIn(locale), confirming))
    validate(consentReceipt)
    expect(validate.errors).toBeNull()
    expect(consentReceipt).toMatchObject({
      jurisdiction: 'GB',
      language: locale,
      consentTimestamp: start / 1000 + 1800,
      sensitive: false,
    })
  })

  it('names the person by id and never by address', () => {
    const { consentReceipt, record } = receiptFor(heldAfter(signUpIn('en'), confirming))
    expect(JSON.stringify([consentReceipt, record])).not.toMatch(/ann@|Ann Example|203\.0\.113/)
  })

  it('is refused by the schema for anything that is missing', () => {
    const { consentReceipt } = receiptFor(heldAfter(signUpIn('en'), confirming))
    for (const name of kantaraSchema.required)
      expect(validate({ ...consentReceipt, [name]: undefined })).toBe(false)
  })

  it('is about the topics of every confirmation since the last leaving', () => {
    const more = signUpIn('en', ['events'])
    const { consentReceipt } = receiptFor(
      heldAfter(signUpIn('en'), confirming, leaving, signUpIn('en'), confirming, more, confirming),
    )
    expect(consentReceipt?.services[0]?.purposes.map(({ purpose }) => purpose)).toEqual([
      'Stories from our work',
      'Events and fundraising',
    ])
  })

  it('of somebody who came from another address says when they did, and to what they had agreed there', () => {
    const { consentReceipt, chain } = receiptFor(heldAfter(offered(), arriving))
    validate(consentReceipt)
    expect(validate.errors).toBeNull()
    expect(consentReceipt).toMatchObject({
      consentReceiptID: chain[1]?.eventId,
      services: [{ purposes: [{ purpose: 'Emergency appeals' }] }],
    })
    expect(chain[1]).toMatchObject({ from: { supporterId: otherId, sequence: 3 } })
  })

  it('of somebody who went to another address says that it ended here, and proves what it was', () => {
    const held = heldAfter(signUpIn('en'), confirming, { type: 'request-address-change' }, movingAway)
    expect(agreementIn(held.events)).toMatchObject({
      topics: ['stories'],
      ended: { type: 'address-changed-to' },
    })
  })

  it('is not given where nobody consented: a soft opt-in is another thing', () => {
    const receipt = receiptFor(heldAfter(softOptIn))
    expect(receipt).not.toHaveProperty('consentReceipt')
    expect(receipt).not.toHaveProperty('record')
    expect(receipt.chain).toMatchObject([{ consent: { lawfulBasis: 'charity_soft_opt_in' } }])
  })
})

/** ISO/IEC TS 27560's mandatory fields, where DPV's guide for it puts them. */
const mandatory = {
  'schema version': ['dct:conformsTo'],
  'record id': ['dct:identifier'],
  'principal id': ['dpv:hasDataSubject', 'dct:identifier'],
  'privacy notice': ['dpv:hasNotice', 1, 'dct:description'],
  language: ['dct:language'],
  purpose: ['dpv:hasProcess', 'dpv:hasPurpose', 0, 'dct:title'],
  'PII type': ['dpv:hasProcess', 'dpv:hasPersonalData', 0, '@id'],
  controllers: ['dpv:hasDataController', '@id'],
  'storage location': ['dpv:hasProcess', 'dpv:hasStorageCondition', 0, 'dpv:hasLocation'],
  'retention period': ['dpv:hasProcess', 'dpv:hasStorageCondition', 1, 'dpv:hasDuration'],
  jurisdiction: ['dpv:hasJurisdiction'],
  recipients: ['dpv:hasProcess', 'dpv:hasRecipient', '@id'],
  'withdrawal method': ['dpv:hasConsentControl', 'dpv:isExercisedAt'],
  'lawful basis': ['dpv:hasProcess', 'dpv:hasLegalBasis', '@id'],
  'party id': ['dpv:hasDataController', 'dct:identifier'],
  'party name': ['dpv:hasDataController', 'dpv:hasName'],
  'party address': ['dpv:hasDataController', 'dpv:hasAddress'],
  'party contact': ['dpv:hasDataController', 'dpv:hasContact', 0],
  'party type': ['dpv:hasDataController', '@type', 0],
  'event time': ['dpv:hasConsentStatus', 1, 'dct:date', '@value'],
  'event validity': ['dpv:hasConsentStatus', 1, 'dct:valid'],
  'event entity': ['dpv:hasConsentStatus', 1, 'dpv:isIndicatedBy', '@id'],
  'event type': ['dpv:hasConsentStatus', 1, 'dct:type'],
  'event state': ['dpv:hasConsentStatus', 1, '@type', 0],
}

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((part, step) => (part as Record<string | number, unknown> | undefined)?.[step], value)

describe('a consent record', () => {
  const { record } = fullReceipt().receipt

  it.each(Object.entries(mandatory))('says the %s', (_, path) => {
    expect(at(record, path)).toBeTruthy()
  })

  it('needs nothing fetched to be read: its context is inside, and knows every prefix', () => {
    const context = record?.['@context'] ?? {}
    const names = JSON.stringify(record).matchAll(/"(?:@id":"|@type":\[?")?([a-z]+):[a-zA-Z]+"/g)
    for (const [, prefix = ''] of names) expect(Object.keys(context)).toContain(prefix)
    for (const url of Object.values(context)) expect(url).toMatch(/^https?:/)
  })

  it('tells each consent from when to when it held', () => {
    const states = record?.['dpv:hasConsentStatus'].map(({ '@type': [state], 'dct:valid': valid }) => [
      state,
      valid,
    ])
    expect(states).toEqual([
      ['dpv:ConsentRequested', '2026-10-01T09:00:00.000Z/..'],
      ['dpv:ConsentGiven', '2026-10-01T09:30:00.000Z/2026-10-01T11:00:00.000Z'],
      ['dpv:ConsentRequested', '2026-10-01T10:00:00.000Z/..'],
      ['dpv:ConsentGiven', '2026-10-01T10:30:00.000Z/2026-10-01T11:00:00.000Z'],
      ['dpv:ConsentWithdrawn', '2026-10-01T11:00:00.000Z/..'],
    ])
  })
})

describe('a receipt file', () => {
  it('leaves through its schema as it is: nothing is lost that a hash is over', () => {
    const { receipt } = fullReceipt()
    expect(ReceiptFile.parse(receipt)).toEqual(receipt)
  })

  it('holds each text that was shown once, in the language it was shown in', () => {
    const { wordings, notices } = fullReceipt().receipt
    expect(wordings.map(({ id, version, locale }) => [id, version, locale])).toEqual([
      ['email-updates', 1, 'en'],
      ['email-updates', 1, 'fr'],
    ])
    expect(notices.map(({ locale }) => locale)).toEqual(['en', 'fr'])
  })

  it('is not made of somebody of whom nothing is held any more, or who never agreed', () => {
    const { profile: _, ...erased } = heldAfter(signUpIn('en'), confirming)
    expect(receiptOf(settings, erased, {}, start)).toBeUndefined()
    expect(receiptOf(settings, heldAfter(signUpIn('en')), {}, start)).toBeUndefined()
  })
})

describe('evidence', () => {
  it('is not in a receipt, whose link never expires and is forwarded with its mail', () => {
    const held = heldAfter(signUpIn('en'), confirming, leaving)
    const { receipt } = receiptOf(settings, held, {}, start) ?? {}
    expect(receipt?.chain).toHaveLength(3)
    expect(JSON.stringify(receipt)).not.toMatch(/ann@|Ann Example|203\.0\.113|Mozilla|salt/)
    const { events, faults } = verifyFile(JSON.stringify(receipt))
    expect(faults).toEqual([])
    expect(events.map(({ state }) => state)).toEqual(Array(3).fill('evidence erased'))
  })
})

const saved = (topics: string[]): Command => ({
  type: 'change-preferences',
  topics,
  locale: 'en',
  name: 'Ann',
  consent: consentByPreferences(settings, { locale: 'en' }, topics) as Consent,
})

describe('what was agreed to last', () => {
  it('is what preferences saved since, with a new agreement where a topic was added', () => {
    const fewer = heldAfter(signUpIn('en', ['stories', 'events']), confirming, saved(['events']))
    expect(agreementIn(fewer.events)).toMatchObject({ topics: ['events'], given: [{ sequence: 2 }] })
    const other = heldAfter(signUpIn('en'), confirming, saved(['events']))
    expect(agreementIn(other.events)).toMatchObject({
      topics: ['events'],
      given: [{ sequence: 2 }, { sequence: 3, consent: { form: 'preferences' } }],
      latest: { sequence: 3 },
    })
    expect(receiptFor(other).record?.['dpv:hasConsentStatus']).toHaveLength(3)
    expect(receiptFor(other).consentReceipt?.collectionMethod).toContain('preferences page')
  })

  it('goes on as it was, or as much of it, for who came back after leaving', () => {
    const { events } = heldAfter(signUpIn('en', ['stories', 'events']), confirming, leaving)
    const [, , left] = events
    const returned = { ...left, sequence: 4, type: 'withdrawal-undone', topics: ['events'] } as LedgerItem
    const agreement = agreementIn([...events, returned])
    expect(agreement).toMatchObject({ topics: ['events'], latest: { sequence: 2 } })
    expect(agreement).not.toHaveProperty('ended')
  })

  it('goes on after leaving, with its end, until something else is agreed to', () => {
    const left = agreementIn(heldAfter(signUpIn('en'), confirming, leaving).events)
    expect(left).toMatchObject({ asked: { sequence: 1 }, latest: { sequence: 2 }, ended: { sequence: 3 } })
    const back = agreementIn(
      heldAfter(signUpIn('en'), confirming, leaving, signUpIn('fr'), confirming).events,
    )
    expect(back).toMatchObject({ asked: { sequence: 4 }, latest: { sequence: 5 }, given: [{ sequence: 5 }] })
    expect(back).not.toHaveProperty('ended')
  })

  it('is confirmed consent where a soft opt-in came before', () => {
    const { events } = heldAfter(softOptIn, signUpIn('en', ['events']), confirming)
    expect(agreementIn(events)).toMatchObject({
      latest: { consent: { lawfulBasis: 'consent' } },
      topics: ['stories', 'events'],
    })
  })
})

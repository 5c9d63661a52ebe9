import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../shared/domain/commands.ts'
import type { Consent } from '../../../../shared/domain/events.ts'
import { consentByPreferences } from '../../../../shared/domain/offer.ts'
import { receiptPage } from '../../../../shared/pages/receipt-page.ts'
import { agreementIn } from '../../../../shared/proof/receipt/agreement.ts'
import { receiptOf } from '../../../../shared/proof/receipt/receipt.ts'
import { verifyFile } from '../../../../shared/proof/verify/verify.ts'
import type { LedgerItem } from '../../../../shared/store/ledger-item.ts'
import { ConsentReceipt, ReceiptFile } from '../../../../shared/web/record-contract.ts'
import { address, consent, settings, start } from '../../../support/builders.ts'
import { kantaraSchema } from '../../../support/kantara.ts'
import {
  arriving,
  confirming,
  departing,
  fullReceipt,
  heldAfter,
  offered,
  otherId,
  receiptFor,
  signUpIn,
  unsubscribing,
} from '../../../support/receipts.ts'

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(kantaraSchema)

const softOptIn: Command = {
  type: 'soft-opt-in',
  profile: { address: address() },
  consent: consent({ lawfulBasis: 'charity_soft_opt_in' }),
  softOptIn: { interestEvidence: 'donation', optOutOfferedAtCollection: true },
}

describe('a consent receipt', () => {
  it.each(['en', 'fr', 'ar'] as const)(
    'in %s has every field that Kantara’s specification requires',
    (locale) => {
      const { consentReceipt } = receiptFor(heldAfter(signUpIn(locale), confirming))
      validate(consentReceipt)
      expect(validate.errors).toBeNull()
      expect(consentReceipt).toMatchObject({
        jurisdiction: 'GB',
        language: locale,
        consentTimestamp: start / 1000 + 1800,
        sensitive: false,
      })
    },
  )

  it('identifies the person by id and never by address', () => {
    const { consentReceipt, record } = receiptFor(heldAfter(signUpIn('en'), confirming))
    expect(JSON.stringify([consentReceipt, record])).not.toMatch(/ann@|Ann Example|203\.0\.113/)
  })

  it('is refused by the schema if any field is missing', () => {
    const { consentReceipt } = receiptFor(heldAfter(signUpIn('en'), confirming))
    for (const name of kantaraSchema.required)
      expect(validate({ ...consentReceipt, [name]: undefined })).toBe(false)
  })

  it('covers the topics of every confirmation since the last withdrawal', () => {
    const more = signUpIn('en', ['events'])
    const { consentReceipt } = receiptFor(
      heldAfter(signUpIn('en'), confirming, unsubscribing, signUpIn('en'), confirming, more, confirming),
    )
    expect(consentReceipt?.services[0]?.purposes.map(({ purpose }) => purpose)).toEqual([
      'Stories from our work',
      'Events and fundraising',
    ])
  })

  it('after an address change says when it happened, and what was agreed to at the old address', () => {
    const { consentReceipt, chain } = receiptFor(heldAfter(offered(), arriving))
    validate(consentReceipt)
    expect(validate.errors).toBeNull()
    expect(consentReceipt).toMatchObject({
      consentReceiptID: chain[1]?.eventId,
      services: [{ purposes: [{ purpose: 'Emergency appeals' }] }],
    })
    expect(chain[1]).toMatchObject({ from: { supporterId: otherId, sequence: 3 } })
  })

  it('at the old address says that consent ended there, and proves what it was', () => {
    const held = heldAfter(signUpIn('en'), confirming, { type: 'request-address-change' }, departing)
    expect(agreementIn(held.events)).toMatchObject({
      topics: ['stories'],
      ended: { type: 'address-changed-to' },
    })
  })

  it('is not issued without consent, as for a soft opt-in', () => {
    const receipt = receiptFor(heldAfter(softOptIn))
    expect(receipt).not.toHaveProperty('consentReceipt')
    expect(receipt).not.toHaveProperty('record')
    expect(receipt.chain).toMatchObject([{ consent: { lawfulBasis: 'charity_soft_opt_in' } }])
  })
})

/** The mandatory fields of ISO/IEC TS 27560, where DPV's guide puts them. */
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
  recipients: ['dpv:hasProcess', 'dpv:hasRecipient', 1, 'dpv:hasName'],
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

  it.each(Object.entries(mandatory))('contains the %s', (_, path) => {
    expect(at(record, path)).toBeTruthy()
  })

  it('can be read offline: its context is embedded and defines every prefix', () => {
    const context = record?.['@context'] ?? {}
    const names = JSON.stringify(record).matchAll(/"(?:@id":"|@type":\[?")?([a-z]+):[a-zA-Z]+"/g)
    for (const [, prefix = ''] of names) expect(Object.keys(context)).toContain(prefix)
    for (const url of Object.values(context)) expect(url).toMatch(/^https?:/)
  })

  it('gives the period of each consent', () => {
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

describe('the recipients that the settings name', () => {
  const held = heldAfter(signUpIn('fr'), confirming)
  const receiptWith = (...names: string[]) => {
    const recipients = names.map((name) => ({ name, receives: { fr: `Noms pour ${name}` } }))
    const of = { ...settings, dataProtection: { ...settings.dataProtection, recipients } }
    return receiptOf(of, held, {}, start)?.receipt
  }

  it('stand in the consent receipt, which says whether there are any', () => {
    for (const [names, disclosure] of [
      [[], { thirdPartyDisclosure: false }],
      [['Post', 'Print'], { thirdPartyDisclosure: true, thirdPartyName: 'Post, Print' }],
    ] as const) {
      const { consentReceipt } = receiptWith(...names) ?? {}
      validate(consentReceipt)
      expect(validate.errors).toBeNull()
      expect(consentReceipt?.services[0]?.purposes[0]).toMatchObject(disclosure)
      expect(ConsentReceipt.parse(consentReceipt)).toEqual(consentReceipt)
    }
  })

  it('stand in the record beside the controller, with what they get', () => {
    expect(receiptWith('Post')?.record?.['dpv:hasProcess']['dpv:hasRecipient']).toEqual([
      { '@id': settings.organisation.websiteUrl },
      {
        '@type': 'dpv:Recipient',
        'dpv:hasName': 'Post',
        'dct:description': { '@value': 'Noms pour Post', '@language': 'fr' },
      },
    ])
  })

  it('stand on the page', () => {
    const receipted = receiptOf(settings, held, {}, start) ?? expect.fail()
    const [named] = settings.dataProtection.recipients
    expect(receiptPage({ settings, locale: 'fr' }, receipted).body).toContain(named?.receives.fr)
  })
})

describe('a receipt file', () => {
  it('passes through its schema unchanged: no hashed field is lost', () => {
    const { receipt } = fullReceipt()
    expect(ReceiptFile.parse(receipt)).toEqual(receipt)
  })

  it('contains each text once, in the language it was shown in', () => {
    const { wordings, notices } = fullReceipt().receipt
    expect(wordings.map(({ id, version, locale }) => [id, version, locale])).toEqual([
      ['email-updates', 1, 'en'],
      ['email-updates', 1, 'fr'],
    ])
    expect(notices.map(({ locale }) => locale)).toEqual(['en', 'fr'])
  })

  it('is not issued to a person who was erased or never agreed', () => {
    const { profile: _, ...erased } = heldAfter(signUpIn('en'), confirming)
    expect(receiptOf(settings, erased, {}, start)).toBeUndefined()
    expect(receiptOf(settings, heldAfter(signUpIn('en')), {}, start)).toBeUndefined()
  })
})

describe('evidence', () => {
  it('is not in a receipt, whose link never expires and is forwarded with its mail', () => {
    const held = heldAfter(signUpIn('en'), confirming, unsubscribing)
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

describe('the latest agreement', () => {
  it('is the one saved with the preferences, if a topic was added there', () => {
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

  it('continues, in full or in part, when unsubscribing is undone', () => {
    const { events } = heldAfter(signUpIn('en', ['stories', 'events']), confirming, unsubscribing)
    const [, , left] = events
    const returned = { ...left, sequence: 4, type: 'withdrawal-undone', topics: ['events'] } as LedgerItem
    const agreement = agreementIn([...events, returned])
    expect(agreement).toMatchObject({ topics: ['events'], latest: { sequence: 2 } })
    expect(agreement).not.toHaveProperty('ended')
  })

  it('keeps its content and gets an end when the person unsubscribes, until the next agreement', () => {
    const left = agreementIn(heldAfter(signUpIn('en'), confirming, unsubscribing).events)
    expect(left).toMatchObject({ signUp: { sequence: 1 }, latest: { sequence: 2 }, ended: { sequence: 3 } })
    const back = agreementIn(
      heldAfter(signUpIn('en'), confirming, unsubscribing, signUpIn('fr'), confirming).events,
    )
    expect(back).toMatchObject({ signUp: { sequence: 4 }, latest: { sequence: 5 }, given: [{ sequence: 5 }] })
    expect(back).not.toHaveProperty('ended')
  })

  it('is the confirmed consent if a soft opt-in came before', () => {
    const { events } = heldAfter(softOptIn, signUpIn('en', ['events']), confirming)
    expect(agreementIn(events)).toMatchObject({
      latest: { consent: { lawfulBasis: 'consent' } },
      topics: ['stories', 'events'],
    })
  })
})

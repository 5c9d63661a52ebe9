import { type EventTraits, eventTraits } from '../../domain/events.ts'
import { messagesIn } from '../../messages/index.ts'
import type { Settings } from '../../settings/settings.ts'
import { consentIn, type LedgerItem } from '../../store/ledger-item.ts'
import { type Agreement, givesAgreement } from './agreement.ts'
import type { KeptText, KeptWording } from './kept-texts.ts'
import { formTitle, languageOf, methodOf, recipientsIn, topicNames } from './words.ts'

interface Recorded {
  readonly agreement: Agreement
  readonly events: readonly LedgerItem[]
  readonly wordings: readonly KeptWording[]
  readonly notices: readonly KeptText[]
}

/**
 * Builds the consent record with the mandatory fields of ISO/IEC TS 27560:2023, in the W3C's Data Privacy Vocabulary
 * as its guide for that standard maps them (w3id.org/dpv/guides/consent-27560). The JSON-LD contains its context, so
 * that reading it needs no network.
 */
export function consentRecordOf(settings: Settings, { agreement, events, wordings, notices }: Recorded) {
  const { latest } = agreement
  const { organisation, region } = settings
  const locale = languageOf(latest.consent, settings)
  const controller = { '@id': organisation.websiteUrl }
  const subject = { '@id': `urn:supporter:${latest.supporterId}` }
  return {
    '@context': context,
    '@id': `urn:uuid:${latest.eventId}`,
    '@type': 'dpv:ConsentRecord',
    'dct:conformsTo': { '@id': 'https://w3id.org/dpv/schema/dpv-27560#record' },
    'dct:identifier': latest.eventId,
    'dpv:hasDataSubject': { ...subject, '@type': 'dpv:DataSubject', 'dct:identifier': latest.supporterId },
    'dpv:hasDataController': partyOf(settings),
    'dpv:hasJurisdiction': organisation.country,
    'dpv:hasNotice': [
      ...wordings.map((text) => noticeOf(text, 'dpv:ConsentNotice', text.id)),
      ...notices.map((text) => noticeOf(text, 'dpv:PrivacyNotice', 'privacy-notice')),
    ],
    'dct:language': locale,
    'dpv:hasProcess': {
      '@type': 'dpv:Process',
      'dct:title': formTitle(settings, latest.consent, locale),
      'dpv:hasLegalBasis': { '@id': 'dpv:ExpressedConsent' },
      'dpv:hasPurpose': topicNames(settings, agreement.topics, locale).map((title, i) => ({
        '@type': 'dpv:Marketing',
        'dct:identifier': agreement.topics[i],
        'dct:title': { '@value': title, '@language': locale },
      })),
      'dpv:hasPersonalData': ['pd:EmailAddress', 'pd:Name', 'pd:IPAddress'].map((id) => ({ '@id': id })),
      'dpv:hasDataSource': methodOf(settings, latest.consent, locale),
      'dpv:hasRecipient': [
        controller,
        ...recipientsIn(settings, locale).map(({ name, receives }) => ({
          '@type': 'dpv:Recipient',
          'dpv:hasName': name,
          'dct:description': { '@value': receives, '@language': locale },
        })),
      ],
      'dpv:hasStorageCondition': [
        { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': region },
        {
          '@type': 'dpv:StorageDuration',
          'dpv:hasDuration': {
            '@type': 'dpv:UntilEventDuration',
            'rdf:value': messagesIn(locale).receipt.kept,
          },
        },
      ],
    },
    'dpv:hasConsentControl': {
      '@type': 'dpv:WithdrawConsent',
      'dpv:isExercisedAt': `mailto:${organisation.privacyMailbox}`,
      'dct:description': messagesIn(locale).receipt.leave(organisation.privacyMailbox),
    },
    'dpv:hasConsentStatus': events.flatMap((event) => statusOf(event, agreement, subject)),
  }
}

const context = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

function partyOf({ organisation }: Settings) {
  const { websiteUrl, registration, legalName, address, country, privacyMailbox, phone } = organisation
  return {
    '@id': websiteUrl,
    '@type': ['dpv:DataController', 'dpv:NonProfitOrganisation'],
    'dct:identifier': registration,
    'dpv:hasName': legalName,
    'dpv:hasAddress': `${address} (${country})`,
    'dpv:hasContact': [`mailto:${privacyMailbox}`, `tel:${phone.replaceAll(' ', '')}`],
  }
}

function noticeOf({ version, locale, text, hash }: KeptText, type: string, title: string) {
  return {
    '@id': `urn:sha256:${hash}`,
    '@type': type,
    'dct:title': title,
    'dct:hasVersion': String(version),
    'dct:language': locale,
    'dct:description': { '@value': text, '@language': locale },
  }
}

/**
 * Describes what an event means for the consent: the state it starts, when, how long it is valid, who acted and how.
 */
function statusOf(event: LedgerItem, { ended }: Agreement, subject: { '@id': string }) {
  const state = stateAfter(event)
  if (!state) return []
  const time = (value: string) => ({ '@value': value, '@type': 'xsd:dateTime' })
  const until = givesAgreement(event) && ended && ended.sequence > event.sequence ? ended.at : '..'
  return [
    {
      '@id': `urn:uuid:${event.eventId}`,
      '@type': state,
      'dct:type': event.type,
      'dct:date': time(event.at),
      // ISO 8601-2: an interval with an open end.
      'dct:valid': `${event.at}/${until}`,
      'dpv:isIndicatedBy': event.actor === 'supporter' ? subject : { '@id': `urn:actor:${event.actor}` },
      'dpv:isIndicatedAtTime': time(event.at),
      ...('method' in event && { 'dpv:hasIndicationMethod': event.method }),
    },
  ]
}

/**
 * Returns the states that an event starts. Events that change no consent, such as a bounce or a soft opt-in, have
 * none and stand in the chain alone.
 */
function stateAfter(event: LedgerItem): readonly string[] | undefined {
  const { agreement } = eventTraits[event.type]
  const isSoftOptIn = agreement === 'gives' && consentIn(event)?.lawfulBasis !== 'consent'
  return agreement && !isSoftOptIn ? states[agreement] : undefined
}

const states: { readonly [A in NonNullable<EventTraits['agreement']>]: readonly string[] | undefined } = {
  asks: ['dpv:ConsentRequested'],
  gives: ['dpv:ConsentGiven', 'dpv:ExpressedConsent'],
  renews: ['dpv:RenewedConsentGiven'],
  withdraws: ['dpv:ConsentWithdrawn'],
  stops: undefined,
  // The consent is not taken back: it continues in another record.
  'continues-elsewhere': ['dpv:ConsentInvalidated'],
  deletes: undefined,
}

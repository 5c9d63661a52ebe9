import { compact } from '../../lib/compact.ts'
import { messagesIn } from '../../messages/index.ts'
import type { Locale } from '../../settings/locale.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Agreement } from './agreement.ts'
import { formTitle, languageOf, methodOf, recipientsIn, topicNames } from './words.ts'

/**
 * Builds a receipt with the fields of Kantara's Consent Receipt Specification 1.1, section 4, about the latest
 * confirmation and in its language. `consentTimestamp` is in whole seconds.
 */
export function consentReceiptOf(settings: Settings, { latest, topics }: Agreement) {
  const { organisation } = settings
  const locale = languageOf(latest.consent, settings)
  const copy = messagesIn(locale).receipt
  return {
    version: 'KI-CR-v1.1.0' as const,
    jurisdiction: organisation.country,
    consentTimestamp: Math.floor(Date.parse(latest.at) / 1000),
    collectionMethod: methodOf(settings, latest.consent, locale),
    consentReceiptID: latest.eventId,
    language: locale,
    piiPrincipalId: latest.supporterId,
    piiControllers: [controllerOf(settings, copy.officer)],
    policyUrl: organisation.privacyPolicyUrl,
    services: [
      {
        service: formTitle(settings, latest.consent, locale),
        purposes: topicNames(settings, topics, locale).map((purpose) => ({
          purpose,
          purposeCategory: ['Marketing'],
          consentType: 'EXPLICIT',
          piiCategory: ['Contact'],
          primaryPurpose: true,
          termination: copy.leave(organisation.privacyMailbox),
          ...disclosureOf(settings, locale),
        })),
      },
    ],
    sensitive: false,
    spiCat: [],
  }
}

/** Names the recipients in the one text that section 4.5 has for them. */
function disclosureOf(settings: Settings, locale: Locale) {
  const names = recipientsIn(settings, locale).map(({ name }) => name)
  return compact({
    thirdPartyDisclosure: names.length > 0,
    thirdPartyName: names.length > 0 ? names.join(', ') : undefined,
  })
}

function controllerOf({ organisation }: Settings, contact: string) {
  return {
    piiController: organisation.legalName,
    contact,
    address: { streetAddress: organisation.address, addressCountry: organisation.country },
    email: organisation.privacyMailbox,
    phone: organisation.phone,
    piiControllerUrl: organisation.websiteUrl,
  }
}

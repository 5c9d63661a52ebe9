import type { Consent } from '../../domain/events.ts'
import { preferencesForm } from '../../domain/offer.ts'
import { messagesIn } from '../../messages/index.ts'
import type { Locale } from '../../settings/locale.ts'
import type { Settings } from '../../settings/settings.ts'

/** Returns the language in which the consent was asked for. */
export function languageOf({ locale }: Consent, { locales }: Settings): Locale {
  return locales.find((offered) => offered === locale) ?? locales[0] ?? 'en'
}

/** Returns the form's title, or its id if the settings no longer have it. */
export function formTitle(settings: Settings, { form: id }: Pick<Consent, 'form'>, locale: Locale): string {
  if (id === preferencesForm) return messagesIn(locale).preferences.title
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  return form?.title[locale] ?? id
}

/** Describes how the supporter was asked and agreed. */
export function methodOf(settings: Settings, consent: Consent, locale: Locale): string {
  const { doubleOptIn, softOptIn, preferences } = messagesIn(locale).receipt.method
  if (consent.form === preferencesForm) return preferences
  const method = consent.lawfulBasis === 'consent' ? doubleOptIn : softOptIn
  return method(formTitle(settings, consent, locale), consent.place)
}

/** Returns the names of topics, or their ids if the settings no longer have them. */
export function topicNames({ topics }: Settings, ids: readonly string[], locale: Locale): string[] {
  return ids.map((id) => topics.find((topic) => topic.id === id)?.name[locale] ?? id)
}

/** Returns the outside organisations that get data, and what they get, by the settings (ISO/IEC TS 27560: recipients). */
export function recipientsIn({ dataProtection }: Settings, locale: Locale) {
  return dataProtection.recipients.map(({ name, receives }) => ({ name, receives: receives[locale] ?? '' }))
}

import { messagesIn } from '../../messages/index.ts'
import type { Locale } from '../../settings/locale.ts'
import type { Settings } from '../../settings/settings.ts'
import type { LedgerItem } from '../../store/ledger-item.ts'

/** The language in which somebody was asked. */
export function languageOf({ locale }: LedgerItem, { locales }: Settings): Locale {
  return locales.find((offered) => offered === locale) ?? locales[0] ?? 'en'
}

/** A form that is no longer in the settings goes by its id. */
export function formTitle(settings: Settings, event: LedgerItem, locale: Locale): string {
  if (isByPreferences(event)) return messagesIn(locale).preferences.title
  const id = event.form ?? ''
  const form = Object.hasOwn(settings.forms, id) ? settings.forms[id] : undefined
  return form?.title[locale] ?? id
}

/** How somebody was asked and agreed. */
export function methodOf(settings: Settings, event: LedgerItem, locale: Locale): string {
  const { doubleOptIn, softOptIn, preferences } = messagesIn(locale).receipt.method
  if (isByPreferences(event)) return preferences
  const method = event.lawfulBasis === 'consent' ? doubleOptIn : softOptIn
  return method(formTitle(settings, event, locale), event.place)
}

/** Also where it came along from another address since. */
const isByPreferences = ({ type, form }: LedgerItem) =>
  type === 'preferences-changed' || form === 'preferences'

/** Topics that are no longer in the settings go by their ids. */
export function topicNames({ topics }: Settings, ids: readonly string[], locale: Locale): string[] {
  return ids.map((id) => topics.find((topic) => topic.id === id)?.name[locale] ?? id)
}

import type { Locale } from '../settings/locale.ts'
import type { Consent } from './events.ts'
import { currentNotice, type PublishedTexts, shownWording } from './wording.ts'

/** The forms of an organisation, and the topics that they ask for. */
interface Offer<Topic extends { readonly id: string } = { readonly id: string }> {
  readonly forms: Readonly<
    Record<
      string,
      { readonly wording: string; readonly topics: readonly string[]; readonly softOptIn?: unknown }
    >
  >
  readonly topics: readonly Topic[]
}

/**
 * The form whose words the preferences page shows: the first that asks for consent. What a form of the soft opt-in says
 * is about refusing, and agrees to nothing. Which form somebody once filled in, the record does not keep.
 */
function formOfPreferences({ forms }: Pick<Offer, 'forms'>): string | undefined {
  return Object.keys(forms).find((id) => !forms[id]?.softOptIn)
}

/** What can be ticked: what is held, and what the wording that the page shows is asked for elsewhere. In the settings' order. */
export function topicsOffered<Topic extends { readonly id: string }>(
  settings: Offer<Topic>,
  held: readonly string[],
): readonly Topic[] {
  const wording = settings.forms[formOfPreferences(settings) ?? '']?.wording
  const agreeable = Object.values(settings.forms)
    .filter((form) => form.wording === wording && !form.softOptIn)
    .flatMap(({ topics }) => topics)
  return settings.topics.filter(({ id }) => held.includes(id) || agreeable.includes(id))
}

/** The words above "Save". @returns undefined where no form asks for consent: then no topic can be added either */
export function wordingOfPreferences(
  settings: PublishedTexts & Pick<Offer, 'forms'>,
  locale: Locale,
  version?: number,
) {
  const form = formOfPreferences(settings)
  return form === undefined ? undefined : shownWording(settings, form, locale, version)
}

/** Stands in a consent in the place of a form. */
export const preferencesForm = 'preferences'

/** The consent that ticking a topic below those words gives. */
export function consentByPreferences(
  settings: PublishedTexts & Pick<Offer, 'forms'>,
  shown: { readonly locale: Locale; readonly wordingVersion?: number },
  topics: readonly string[],
): Consent | undefined {
  const { locale } = shown
  const wording = wordingOfPreferences(settings, locale, shown.wordingVersion)
  if (!wording) return undefined
  const { id, version, hash } = wording
  const notice = currentNotice(settings, locale)
  return {
    form: preferencesForm,
    channel: 'web',
    lawfulBasis: 'consent',
    topics,
    wording: { id, version, hash },
    notice: { version: notice.version, hash: notice.hash },
    locale,
  }
}

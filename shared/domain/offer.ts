import type { Locale } from '../settings/locale.ts'
import type { Consent } from './events.ts'
import { currentNotice, type PublishedTexts, shownWording } from './wording.ts'

/** The forms of an organisation, and the topics that they offer. */
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
 * Returns the form whose wording the preferences page shows: the first that asks for consent. The wording of a soft
 * opt-in form is about refusing, and agrees to nothing. The record does not keep which form a person filled in.
 */
function formOfPreferences({ forms }: Pick<Offer, 'forms'>): string | undefined {
  return Object.keys(forms).find((id) => !forms[id]?.softOptIn)
}

/**
 * Returns the topics that can be ticked, in the settings' order: those held, and those that any form offers under the
 * wording that the page shows.
 */
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

/**
 * Returns the wording above "Save".
 * @returns undefined if no form asks for consent: then no topic can be added either
 */
export function wordingOfPreferences(
  settings: PublishedTexts & Pick<Offer, 'forms'>,
  locale: Locale,
  version?: number,
) {
  const form = formOfPreferences(settings)
  return form === undefined ? undefined : shownWording(settings, form, locale, version)
}

/** The value of a consent's `form` if it was given on the preferences page. */
export const preferencesForm = 'preferences'

/** Returns the consent given by ticking a topic below that wording. */
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

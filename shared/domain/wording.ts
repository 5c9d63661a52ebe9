import { createHash } from 'node:crypto'
import type { Locale } from '../settings/locale.ts'

/** The wording that a person was shown, by name, version and hash (ICO: "what they were told"). */
export interface ShownWording {
  readonly id: string
  readonly version: number
  /** SHA-256 of the text's UTF-8 bytes in the language shown, in lower-case hex. */
  readonly hash: string
}

/** The privacy notice that a person was shown, by version and hash. */
export interface ShownNotice {
  readonly version: number
  /** As in {@link ShownWording}. */
  readonly hash: string
}

/** The texts that the organisation publishes. A form shows one version of each in one language. */
export interface PublishedTexts {
  readonly privacyNotices: readonly { readonly version: number; readonly text: Translated }[]
  readonly wordings: readonly { readonly id: string; readonly version: number; readonly text: Translated }[]
  readonly forms: Readonly<Record<string, { readonly wording: string }>>
}

type Translated = Readonly<Partial<Record<Locale, string>>>

/** Returns the current privacy notice in a language: the highest version. */
export function currentNotice(
  settings: Pick<PublishedTexts, 'privacyNotices'>,
  locale: Locale,
): ShownNotice & { text: string } {
  const { version, text } = settings.privacyNotices.reduce(newer)
  const shown = text[locale]
  if (shown === undefined) throw new Error(`the privacy notice ${version} has no text in ${locale}`)
  return { version, hash: wordingHash(shown), text: shown }
}

/**
 * Returns the wording that a form shows in a language: the highest version of the form's wording, or the version that
 * the form says it showed, since a page may have been opened before the last deployment.
 */
export function shownWording(
  settings: Omit<PublishedTexts, 'privacyNotices'>,
  form: string,
  locale: Locale,
  version?: number,
): ShownWording & { text: string } {
  const id = settings.forms[form]?.wording
  const versions = settings.wordings.filter((wording) => wording.id === id)
  const newest = versions.find((wording) => wording.version === version) ?? versions.reduce(newer)
  const text = newest.text[locale]
  if (text === undefined) throw new Error(`wording ${newest.id} has no text in ${locale}`)
  return { id: newest.id, version: newest.version, hash: wordingHash(text), text }
}

function newer<T extends { version: number }>(best: T, other: T): T {
  return other.version > best.version ? other : best
}

export function wordingHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

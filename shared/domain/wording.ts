import { createHash } from 'node:crypto'
import type { Locale } from '../locale.ts'
import type { Settings } from '../settings.ts'

/** Exactly what a person was shown, by name, version and hash (ICO: "what they were told"). */
export interface ShownWording {
  readonly id: string
  readonly version: number
  /** SHA-256 of the text's UTF-8 bytes in the language shown, in lower-case hex. */
  readonly hash: string
}

/**
 * The wording that a form shows, in a language: the highest version of the form's wording, or the version that the
 * form says it showed, for a page may have been opened before the last deployment.
 */
export function shownWording(
  settings: Settings,
  form: string,
  locale: Locale,
  version?: number,
): ShownWording & { text: string } {
  const id = settings.forms[form]?.wording
  const versions = settings.wordings.filter((wording) => wording.id === id)
  const newest =
    versions.find((wording) => wording.version === version) ??
    versions.reduce((best, wording) => (wording.version > best.version ? wording : best))
  const text = newest.text[locale]
  if (text === undefined) throw new Error(`wording ${newest.id} has no text in ${locale}`)
  return { id: newest.id, version: newest.version, hash: wordingHash(text), text }
}

export function wordingHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

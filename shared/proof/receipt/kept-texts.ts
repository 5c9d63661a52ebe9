import type { Consent } from '../../domain/events.ts'
import type { Settings } from '../../settings/settings.ts'
import { consentIn, type LedgerItem } from '../../store/ledger-item.ts'

/** A text as it was shown, with the hash that the ledger names it by (lower-case hex). */
export interface KeptText {
  readonly version: number
  readonly locale: string
  readonly text: string
  readonly hash: string
}

export interface KeptWording extends KeptText {
  readonly id: string
}

/** Every wording that these events name, each once, in the language it was shown in. */
export function wordingsNamedBy(events: readonly LedgerItem[], { wordings }: Settings): KeptWording[] {
  return eachOnce(events, ({ wording, locale }) => {
    const { id, version, hash } = wording
    const kept = wordings.find((other) => other.id === id && other.version === version)
    const text = textIn(kept?.text, locale)
    return text === undefined ? undefined : { id, version, locale, text, hash }
  })
}

/** The same for the privacy notices. */
export function noticesNamedBy(events: readonly LedgerItem[], { privacyNotices }: Settings): KeptText[] {
  return eachOnce(events, ({ notice, locale }) => {
    const { version, hash } = notice
    const text = textIn(privacyNotices.find((other) => other.version === version)?.text, locale)
    return text === undefined ? undefined : { version, locale, text, hash }
  })
}

function eachOnce<T>(events: readonly LedgerItem[], textOf: (consent: Consent) => T | undefined): T[] {
  const texts = events.flatMap((event) => {
    const consent = consentIn(event)
    const text = consent && textOf(consent)
    return text === undefined ? [] : [text]
  })
  return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()]
}

const textIn = (texts: Readonly<Record<string, string | undefined>> | undefined, locale: string) =>
  texts?.[locale]

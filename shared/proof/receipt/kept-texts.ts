import type { Consent } from '../../domain/events.ts'
import type { Settings } from '../../settings/settings.ts'
import { consentIn, type LedgerItem } from '../../store/ledger-item.ts'

/** A text as it was shown, with its hash in the ledger (lower-case hex). */
export interface KeptText {
  readonly version: number
  readonly locale: string
  readonly text: string
  readonly hash: string
}

export interface KeptWording extends KeptText {
  readonly id: string
}

/** Returns every wording that the events name, once, in the language in which it was shown. */
export function wordingsNamedBy(events: readonly LedgerItem[], { wordings }: Settings): KeptWording[] {
  return eachOnce(events, ({ wording, locale }) => {
    const { id, version, hash } = wording
    const kept = wordings.find((other) => other.id === id && other.version === version)
    const text = textIn(kept?.text, locale)
    return text === undefined ? undefined : { id, version, locale, text, hash }
  })
}

/** Returns every privacy notice that the events name, once, in the language in which it was shown. */
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

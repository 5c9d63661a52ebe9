import { createHash } from 'node:crypto'
import { type Fault, isObject, type Json } from './finding.ts'
import type { ReadEvent } from './read-event.ts'

/** Checks the texts in the file against their hashes in the events: they must be word for word as shown. */
export function verifyTexts(
  events: readonly ReadEvent[],
  texts: { readonly wordings: readonly unknown[]; readonly notices: readonly unknown[] },
): Fault[] {
  return [
    ...verifyKind('wording', events, texts.wordings.map(toObject)),
    ...verifyKind('notice', events, texts.notices.map(toObject)),
  ]
}

function verifyKind(
  kind: 'wording' | 'notice',
  events: readonly ReadEvent[],
  texts: readonly Json[],
): Fault[] {
  const faults: Fault[] = []
  const used = new Set<Json>()
  for (const { event, item } of events) {
    const consent = toObject(item.consent)
    const named = consent[kind]
    if (!isObject(named)) continue
    const same = texts.filter((text) => isNamedBy(text, named, consent.locale))
    for (const text of same) used.add(text)
    const fault = (what: string) =>
      faults.push({ part: 'wording', event, what: `the ${kind} that event ${event} names ${what}` })
    const [text] = same
    if (!text) fault('is not in the file in that version and language')
    else if (same.length > 1) fault('is in the file twice')
    else if (text.hash !== named.hash || hexHash(text.text) !== named.hash) fault('was changed')
  }
  texts.forEach((text, i) => {
    if (!used.has(text))
      faults.push({ part: 'wording', what: `${kind} ${i + 1} is named by no event in this file` })
  })
  return faults
}

const isNamedBy = (text: Json, named: Json, locale: unknown) =>
  text.id === named.id && text.version === named.version && text.locale === locale

const hexHash = (text: unknown) =>
  typeof text === 'string' ? createHash('sha256').update(text, 'utf8').digest('hex') : undefined

const toObject = (value: unknown): Json => (isObject(value) ? value : {})

import { type Fault, isObject, type Json } from './finding.ts'
import type { ReadEvent } from './read-event.ts'
import { topicsAgreedTo } from './topics.ts'

/**
 * Checks the consent receipt and the consent record, which restate the chain in the terms of two standards. Where
 * they restate it, they must agree with it; their other members (addresses, names of topics) are the controller's
 * statements.
 */
export function verifyStatements(
  events: readonly ReadEvent[],
  { consentReceipt, record, chainHolds }: { consentReceipt: unknown; record: unknown; chainHolds: boolean },
): Fault[] {
  return [
    ...receiptFaults(events, consentReceipt),
    ...recordFaults(events, record),
    // A broken chain cannot show what was agreed to.
    ...(chainHolds ? topicFaults(events, consentReceipt, record) : []),
  ]
}

function receiptFaults(events: readonly ReadEvent[], receipt: unknown): Fault[] {
  if (receipt === undefined) return []
  if (!isObject(receipt)) return [statement('the consent receipt is not an object')]
  const given = events.find(({ item }) => item.eventId === receipt.consentReceiptID)
  if (!given) return [statement('the consent receipt is about no event in this chain')]
  const { event, item } = given
  const agrees =
    ['confirmed', 'preferences-changed', 'address-changed-from'].includes(String(item.type)) &&
    lawfulBasisOf(item) === 'consent' &&
    receipt.piiPrincipalId === item.supporterId &&
    receipt.language === consentOf(item).locale &&
    receipt.consentTimestamp === Math.floor(Date.parse(String(item.at)) / 1000)
  return agrees ? [] : [statement(`the consent receipt contradicts event ${event}`, event)]
}

/** Checks that the record lists exactly the events that asked for, gave or ended consent. */
function recordFaults(events: readonly ReadEvent[], record: unknown): Fault[] {
  if (record === undefined) return []
  const faults =
    isObject(record) && hasOurContext(record) ? [] : [statement('the consent record has another @context')]
  const listed =
    isObject(record) && Array.isArray(record['dpv:hasConsentStatus']) ? record['dpv:hasConsentStatus'] : []
  const stated = new Map(listed.filter(isObject).map((event): [unknown, Json] => [event['@id'], event]))
  const ofConsent = events.filter(isOfConsent)
  const disagreeing = ofConsent.filter(({ item }) => {
    const status = stated.get(`urn:uuid:${String(item.eventId)}`)
    const time = isObject(status?.['dct:date']) ? status['dct:date']['@value'] : undefined
    return time !== item.at
  })
  const unknown = [...stated.keys()].filter(
    (id) => !ofConsent.some(({ item }) => id === `urn:uuid:${String(item.eventId)}`),
  )
  return [
    ...faults,
    ...disagreeing.map(({ event }) =>
      statement(`the consent record contradicts event ${event}, or lacks it`, event),
    ),
    ...unknown.map(() =>
      statement(
        'the consent record lists an event that is not in the chain',
        (events.at(-1)?.event ?? 0) + 1,
      ),
    ),
  ]
}

/** The context says what every name of the record means (JSON-LD 1.1), so a changed one changes what the record states. */
function hasOurContext({ '@context': context }: Json): boolean {
  const names = Object.entries(vocabularies)
  return (
    isObject(context) &&
    Object.keys(context).length === names.length &&
    names.every(([prefix, iri]) => context[prefix] === iri)
  )
}

const vocabularies = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

/**
 * Checks that the record has the chain's topics, and that the receipt, which has no ids, has their names as in the
 * record.
 */
function topicFaults(events: readonly ReadEvent[], receipt: unknown, record: unknown): Fault[] {
  if (receipt === undefined && record === undefined) return []
  const stated = listAt(record, 'dpv:hasProcess', 'dpv:hasPurpose').filter(isObject)
  const named = stated.map((purpose) => isObject(purpose['dct:title']) && purpose['dct:title']['@value'])
  const purposes = listAt(receipt, 'services', 0, 'purposes').filter(isObject)
  const topics = topicsAgreedTo(events)
  const ofRecord = stated.map((purpose) => purpose['dct:identifier'])
  const ofReceipt = purposes.map(({ purpose }) => purpose)
  const at = events.at(-1)?.event
  return [
    ...(same(ofRecord, topics)
      ? []
      : [statement('the consent record and the chain name different topics', at)]),
    ...(same(ofReceipt, named)
      ? []
      : [statement('the consent receipt and the consent record name different topics', at)]),
  ]
}

function listAt(value: unknown, ...path: (string | number)[]): readonly unknown[] {
  const found = path.reduce<unknown>(
    (at, name) => (at !== null && typeof at === 'object' ? (at as Json)[name] : undefined),
    value,
  )
  return Array.isArray(found) ? found : []
}

const same = (some: readonly unknown[], others: readonly unknown[]) =>
  some.length === others.length && [...some].sort().join('\n') === [...others].sort().join('\n')

/** A choice among topics agreed to before names no lawful basis, and is no new consent. */
function isOfConsent({ item }: ReadEvent): boolean {
  return (
    consentEvents.includes(String(item.type)) ||
    (item.type === 'preferences-changed' && lawfulBasisOf(item) !== undefined) ||
    (item.type === 'address-changed-from' && lawfulBasisOf(item) === 'consent')
  )
}

const consentOf = ({ consent }: Json): Json => (isObject(consent) ? consent : {})
const lawfulBasisOf = (item: Json) => consentOf(item).lawfulBasis

const consentEvents = [
  'sign-up-requested',
  'confirmed',
  'withdrawn',
  'withdrawal-undone',
  'complained',
  'objected',
  'address-changed-to',
]

const statement = (what: string, event?: number): Fault => ({
  part: 'statement',
  what,
  ...(event !== undefined && { event }),
})

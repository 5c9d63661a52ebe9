import type { ReadEvent } from './chain.ts'
import { type Fault, isObject, type Json } from './finding.ts'

/**
 * The consent receipt and the consent record say again, in the words of two standards, what the chain says. Where
 * they do, they must agree with it; what else they say (addresses, purposes in words) is the controller's statement.
 */
export function verifyStatements(
  events: readonly ReadEvent[],
  consentReceipt: unknown,
  record: unknown,
): Fault[] {
  return [...receiptFaults(events, consentReceipt), ...recordFaults(events, record)]
}

function receiptFaults(events: readonly ReadEvent[], receipt: unknown): Fault[] {
  if (receipt === undefined) return []
  if (!isObject(receipt)) return [statement('the consent receipt is none')]
  const given = events.find(({ item }) => item.eventId === receipt.consentReceiptID)
  if (!given) return [statement('the consent receipt is of no event in this chain')]
  const { event, item } = given
  const agrees =
    item.type === 'confirmed' &&
    receipt.piiPrincipalId === item.supporterId &&
    receipt.language === item.locale &&
    receipt.consentTimestamp === Math.floor(Date.parse(String(item.at)) / 1000)
  return agrees ? [] : [statement(`the consent receipt does not say what event ${event} says`, event)]
}

/** The record lists the events that asked for, gave or ended consent: all of them, and no others. */
function recordFaults(events: readonly ReadEvent[], record: unknown): Fault[] {
  if (record === undefined) return []
  const listed =
    isObject(record) && Array.isArray(record['dpv:hasConsentStatus']) ? record['dpv:hasConsentStatus'] : []
  const stated = new Map(listed.filter(isObject).map((event): [unknown, Json] => [event['@id'], event]))
  const ofConsent = events.filter(({ item }) => consentEvents.includes(String(item.type)))
  const disagreeing = ofConsent.filter(({ item }) => {
    const said = stated.get(`urn:uuid:${String(item.eventId)}`)
    const time = isObject(said?.['dct:date']) ? said['dct:date']['@value'] : undefined
    return time !== item.at
  })
  const unknown = [...stated.keys()].filter(
    (id) => !ofConsent.some(({ item }) => id === `urn:uuid:${String(item.eventId)}`),
  )
  return [
    ...disagreeing.map(({ event }) =>
      statement(`the consent record does not say what event ${event} says`, event),
    ),
    ...unknown.map(() =>
      statement(
        `the consent record tells of an event that is not in the chain`,
        (events.at(-1)?.event ?? 0) + 1,
      ),
    ),
  ]
}

const consentEvents = ['requested', 'confirmed', 'withdrawn', 'complained']

const statement = (what: string, event?: number): Fault => ({
  part: 'statement',
  what,
  ...(event !== undefined && { event }),
})

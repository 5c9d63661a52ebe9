import { type Fault, isCount, isObject, type Json, without } from './finding.ts'
import { hashIfAny, type ReadEvent } from './read-event.ts'

/**
 * Checks each item of evidence against the commitment of its event. Missing evidence was erased, which is allowed;
 * evidence that does not open its commitment is a fault.
 */
export function openEvidence(
  events: readonly ReadEvent[],
  evidence: readonly unknown[],
): { opened: ReadonlySet<number>; faults: Fault[] } {
  const opened = new Set<number>()
  const faults = evidence.flatMap((value, i): Fault[] => {
    const item = isObject(value) ? value : {}
    const named = events.find(({ event }) => event === item.sequence)
    if (!named || !opens(without(item, 'sequence'), named)) return [misfit(events, named, item, i)]
    const again = opened.has(named.event)
    opened.add(named.event)
    return again ? [fault(named.event, `event ${named.event} has evidence twice`)] : []
  })
  return { opened, faults }
}

/** Checks an item of evidence, without its sequence, against the commitment of an event. */
function opens(content: Json, { item }: ReadEvent): boolean {
  const hash = hashIfAny(content)
  return hash !== undefined && item.commitment === hash
}

/**
 * Finds the event of evidence that fits no commitment: it may have another event's sequence, or its sequence under
 * another name.
 */
function misfit(events: readonly ReadEvent[], named: ReadEvent | undefined, item: Json, i: number): Fault {
  const home = events.find((event) => Object.keys(item).some((name) => opens(without(item, name), event)))
  if (home) return fault(home.event, `the evidence of event ${home.event} does not have its sequence`)
  if (named?.item.commitment !== undefined) {
    return fault(
      named.event,
      `the evidence of event ${named.event} was changed: it does not match its commitment`,
    )
  }
  if (named) return fault(named.event, `event ${named.event} has evidence but no commitment`)
  const sequence = isCount(item.sequence) ? item.sequence : undefined
  return fault(sequence, `evidence ${i + 1} belongs to no event in this file`)
}

const fault = (event: number | undefined, what: string): Fault => ({
  part: 'evidence',
  what,
  ...(event !== undefined && { event }),
})

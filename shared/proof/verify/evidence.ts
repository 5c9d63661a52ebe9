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
    return again ? [fault(named.event, `event ${named.event} has its evidence twice`)] : []
  })
  return { opened, faults }
}

/** Everything but the sequence is committed to. */
function opens(said: Json, { item }: ReadEvent): boolean {
  const hash = hashIfAny(said)
  return hash !== undefined && item.commitment === hash
}

/**
 * Names the event of evidence that fits no commitment: it may be found under another sequence, or with its sequence
 * under another name.
 */
function misfit(events: readonly ReadEvent[], named: ReadEvent | undefined, item: Json, i: number): Fault {
  const home = events.find((event) => Object.keys(item).some((name) => opens(without(item, name), event)))
  if (home)
    return fault(home.event, `the evidence of event ${home.event} does not say that it is that event’s`)
  if (named?.item.commitment !== undefined) {
    return fault(
      named.event,
      `the evidence of event ${named.event} was changed: it does not open its commitment`,
    )
  }
  if (named) return fault(named.event, `event ${named.event} has evidence that it never committed to`)
  const said = isCount(item.sequence) ? item.sequence : undefined
  return fault(said, `evidence ${i + 1} belongs to no event here`)
}

const fault = (event: number | undefined, what: string): Fault => ({
  part: 'evidence',
  what,
  ...(event !== undefined && { event }),
})

import { openEvidence } from './evidence.ts'
import { type Fault, isObject, without } from './finding.ts'
import { hashIfAny, type ReadEvent } from './read-event.ts'

/** The length that the chain should have, according to the supporter's profile or a printed receipt. */
export interface Expected {
  /** The sequence of the last event. */
  readonly version?: number | undefined
  /**
   * The hash of the last event. Without a version, the hash of any event: others may have followed since it was
   * printed.
   */
  readonly head?: string | undefined
}

export interface EventVerdict {
  readonly event: number
  readonly type: string
  readonly at: string
  readonly state: 'evidence opens' | 'evidence erased' | 'no evidence' | 'broken' | 'missing'
}

export interface ChainVerdict {
  readonly events: readonly EventVerdict[]
  readonly faults: readonly Fault[]
}

/**
 * Checks all of a supporter's events, in order, and the remaining evidence. With the profile's version and head it
 * also finds events missing at the end. Accepts any content of a file or table, and never throws.
 */
export function verifyChain(
  events: readonly unknown[],
  evidence: readonly unknown[],
  expected: Expected = {},
): ChainVerdict {
  const read = readEvents(events)
  const { opened, faults: misfits } = openEvidence(read, evidence)
  const faults = [
    ...changed(read),
    ...disordered(read),
    ...unlinked(read),
    ...cut(read, expected),
    ...misfits,
  ]
  const broken = new Set(faults.map(({ event }) => event))
  const verdicts = read.map(({ event, item }): EventVerdict => {
    const state = broken.has(event)
      ? 'broken'
      : item.commitment === undefined
        ? 'no evidence'
        : opened.has(event)
          ? 'evidence opens'
          : 'evidence erased'
    return { event, type: String(item.type), at: String(item.at), state }
  })
  const present = new Set(read.map(({ event }) => event))
  const missing = [...broken]
    .filter((event) => event !== undefined && !present.has(event))
    .map((event): EventVerdict => ({ event: Number(event), type: '', at: '', state: 'missing' }))
  return { events: [...verdicts, ...missing].toSorted((a, b) => a.event - b.event), faults }
}

export function readEvents(events: readonly unknown[]): ReadEvent[] {
  const read: ReadEvent[] = []
  for (const value of events) {
    const item = isObject(value) ? value : {}
    const intact = hashIfAny(without(item, 'hash')) === item.hash && Number.isSafeInteger(item.sequence)
    const event = intact ? Number(item.sequence) : (read.at(-1)?.event ?? 0) + 1
    read.push({ event, item, intact })
  }
  return read
}

function changed(read: readonly ReadEvent[]): Fault[] {
  return read
    .filter(({ intact }) => !intact)
    .map(({ event }) => chainFault(event, 'was changed: its hash does not match its content'))
}

function disordered(read: readonly ReadEvent[]): Fault[] {
  const faults: Fault[] = []
  const times = Map.groupBy(read, ({ event }) => event)
  for (const [event, same] of times) {
    if (same.length > 1) faults.push(chainFault(event, `occurs ${same.length} times`))
  }
  let due = 1
  for (const { event } of read) {
    if (event !== due && (times.get(event)?.length ?? 0) > 1) continue
    for (; due < event && !times.has(due); due++) {
      if (event - due > mostMissing) due = event - mostMissing
      faults.push(chainFault(due, 'is missing'))
    }
    if (event !== due) faults.push(chainFault(due, `is out of place: event ${event} is there instead`))
    due += 1
  }
  return faults
}

function unlinked(read: readonly ReadEvent[]): Fault[] {
  const owner = read.find(({ intact }) => intact)?.item.supporterId
  return read
    .filter(({ intact }) => intact)
    .flatMap(({ event, item }) => {
      if (item.supporterId !== owner) return [chainFault(event, 'belongs to another supporter')]
      const before = read.filter((other) => other.event === event - 1)
      const follows =
        event === 1
          ? item.previous === undefined
          : before.length === 0 ||
            before.some(({ intact, item: { hash } }) => !intact || hash === item.previous)
      return follows ? [] : [chainFault(event, `does not follow event ${event - 1} of this file`)]
    })
}

function cut(read: readonly ReadEvent[], { version, head }: Expected): Fault[] {
  const last = Math.max(0, ...read.map(({ event }) => event))
  if (version === undefined) {
    const known = head === undefined || read.some(({ item }) => item.hash === head)
    return known ? [] : [chainFault(last + 1, `is missing, or was changed: no event has the hash ${head}`)]
  }
  if (last < version) {
    return Array.from({ length: Math.min(version - last, mostMissing) }, (_, i) =>
      chainFault(last + 1 + i, `is missing at the end: there should be ${version} events`),
    )
  }
  if (last > version) return [chainFault(version + 1, `is surplus: there should be ${version} events`)]
  const ends = read.some(({ event, intact, item }) => event === version && (!intact || item.hash === head))
  return head === undefined || ends
    ? []
    : [chainFault(version, 'is not the last event of the supporter’s record')]
}

/** The most missing events that are named one by one, since a file may claim any number. */
const mostMissing = 1000

const chainFault = (event: number, what: string): Fault => ({
  part: 'chain',
  event,
  what: `event ${event} ${what}`,
})

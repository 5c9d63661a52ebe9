import type { Evidence } from '../domain/events.ts'
import { hashOf } from './hashing.ts'

/** The two hashes that link an event into its supporter's chain. */
export interface Link {
  /** The hash of the supporter's previous event; absent for the first. */
  readonly previous?: string
  /** The hash of this event without this field, `previous` included. */
  readonly hash: string
}

/** Links an event to the one before. A change to any event shows in every later hash. */
export function linked<E extends object>(event: E, previous: string | undefined): E & Link {
  const chained = { ...event, ...(previous !== undefined && { previous }) }
  return { ...chained, hash: hashOf(chained) }
}

/**
 * Returns the commitment that the ledger holds in place of personal evidence. With the evidence, anyone can check
 * that it is what was recorded. Once the evidence is erased, its salt is gone too, and the commitment reveals
 * nothing.
 */
export function commitmentTo({ salt, ip, userAgent, page, fields }: Evidence): string {
  return hashOf({ salt, ip, userAgent, page, fields })
}

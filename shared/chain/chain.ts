import type { Evidence } from '../domain/events.ts'
import { hashOf } from './hashing.ts'

/** What makes an event a link of its supporter's chain. */
export interface Link {
  /** The hash of the supporter's event before; none before the first. */
  readonly previous?: string
  /** The hash of this event without this field: of all that it says, `previous` included. */
  readonly hash: string
}

/** Chains an event to the one before. A change to any event of a chain shows in every hash after it. */
export function linked<E extends object>(event: E, previous: string | undefined): E & Link {
  const chained = { ...event, ...(previous !== undefined && { previous }) }
  return { ...chained, hash: hashOf(chained) }
}

/**
 * What the ledger holds in place of personal evidence. With the evidence at hand anybody can check that it is what
 * was recorded; once it is erased its salt is gone too, and the commitment says nothing about anybody.
 */
export function commitmentTo({ salt, ip, userAgent, page, fields }: Evidence): string {
  return hashOf({ salt, ip, userAgent, page, fields })
}

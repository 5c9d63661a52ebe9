import { hashOf } from '../../chain/hashing.ts'
import type { Json } from './finding.ts'

/** An event as read from the file. */
export interface ReadEvent {
  /** Its sequence; for a changed event, whose sequence cannot be trusted, the position in the file. */
  readonly event: number
  readonly item: Json
  /** Whether its hash is that of its content. */
  readonly intact: boolean
}

/** Returns the hash of a value; undefined if it has no canonical JSON, such as an infinite number. */
export function hashIfAny(value: Json): string | undefined {
  try {
    return hashOf(value)
  } catch {
    return undefined
  }
}

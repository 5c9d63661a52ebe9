import { hashOf } from '../../chain/hashing.ts'
import type { Json } from './finding.ts'

/** An event as it stands in the file. */
export interface ReadEvent {
  /** Its sequence. Of an event that was changed the sequence is not to be believed: the one that its place gives it. */
  readonly event: number
  readonly item: Json
  /** Its hash is that of what it says. */
  readonly intact: boolean
}

/** @returns undefined for what has no canonical JSON, such as a number beyond all bounds */
export function hashIfAny(value: Json): string | undefined {
  try {
    return hashOf(value)
  } catch {
    return undefined
  }
}

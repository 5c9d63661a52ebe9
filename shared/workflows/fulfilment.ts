import type { CommandOf } from '../domain/commands.ts'
import type { Instant } from '../domain/events.ts'
import type { Corrections } from '../domain/profile.ts'
import type { DataRequest } from '../domain/requests/request.ts'
import type { OfficerMessages } from '../messages/officers/messages.ts'

/**
 * Carries out a data request on the supporter's record, before the register records it as done. Safe to repeat: it is
 * called again after a crash.
 */
export type Fulfil = (request: DataRequest, at: Instant, given: FulfilmentInput) => Promise<Fulfilled>

/** The details that an officer adds. */
export interface FulfilmentInput {
  /**
   * The corrected details, for a rectification; null removes one. Omitted if the officer corrected something else by
   * hand.
   */
  readonly corrections?: Corrections
  /**
   * The officer downloaded the copy and handed it over.
   * @default a link is mailed to the address on record
   */
  readonly delivery?: 'by-hand'
}

export type Fulfilled =
  /** The register may record it, with figures and fixed words: nothing personal. */
  | { readonly outcome: 'done'; readonly result?: Readonly<Record<string, string | number>> }
  /** It continues by itself. The request is unchanged until the action is repeated and done. */
  | { readonly outcome: 'underway' }
  /** A precondition is missing. */
  | { readonly outcome: 'blocked'; readonly why: keyof OfficerMessages['blocked'] }

export type FulfilmentCommand = CommandOf<'erase' | 'restrict' | 'object' | 'rectify' | 'export'>

/** Returns the command that carries out a data request; undefined if the officer did it by hand. */
export function commandFor(
  request: DataRequest,
  { corrections = {}, delivery }: FulfilmentInput,
): FulfilmentCommand | undefined {
  switch (request.type) {
    case 'erasure':
      return { type: 'erase', method: 'officer' }
    case 'restriction':
      return { type: 'restrict' }
    case 'objection':
      return { type: 'object', method: 'officer' }
    case 'rectification':
      return Object.keys(corrections).length === 0 ? undefined : { type: 'rectify', ...corrections }
    case 'access':
    case 'portability':
      return delivery === 'by-hand' ? undefined : { type: 'export', method: 'officer' }
    case 'complaint':
      return undefined
    default:
      return request.type satisfies never
  }
}

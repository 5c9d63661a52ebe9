import type { Command } from '../domain/commands.ts'
import type { Instant } from '../domain/events.ts'
import type { Corrections } from '../domain/profile.ts'
import type { DataRequest, RequestActor } from '../domain/requests/request.ts'
import type { OfficerMessages } from '../messages/officers/messages.ts'

/**
 * What fulfilling a request does to the record before the register says that it is done. Called again after a crash,
 * so it is safe to repeat.
 */
export type Fulfil = (
  request: DataRequest,
  by: RequestActor,
  at: Instant,
  given: FulfilmentInput,
) => Promise<Fulfilled>

/** What an officer says besides. */
export interface FulfilmentInput {
  /** Of a rectification: the right details, null where one is removed. None where the officer corrected something by hand. */
  readonly corrections?: Corrections
  /** The copy was handed over by the officer, who downloaded it. @default the address on file is mailed a link */
  readonly delivery?: 'by-hand'
}

export type Fulfilled =
  /** The register may say so, with figures and words of our own: nothing personal. */
  | { readonly outcome: 'done'; readonly result?: Readonly<Record<string, string | number>> }
  /** It goes on by itself. The request stays as it is until the action is taken again and is done. */
  | { readonly outcome: 'underway' }
  /** A precondition is missing. */
  | { readonly outcome: 'blocked'; readonly why: keyof OfficerMessages['blocked'] }

/** The one place that says which command a request leads to; none where the officer has done it by hand. */
export function commandFor(
  request: DataRequest,
  { corrections = {}, delivery }: FulfilmentInput,
): Command | undefined {
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

import type { Instant } from '../domain/events.ts'
import type { DataRequest, RequestActor } from '../domain/requests/request.ts'
import type { RequestType } from '../domain/requests/transitions.ts'

/**
 * What fulfilling a request does to the record before the register says that it is done. Called again after a crash,
 * so it is safe to repeat.
 */
export type Fulfil = (request: DataRequest, by: RequestActor, at: Instant) => Promise<Fulfilled>

export type Fulfilled =
  /** The register may say so, with figures and words of our own: nothing personal. */
  | { readonly outcome: 'done'; readonly result?: Readonly<Record<string, string | number>> }
  /** It goes on by itself. The request stays as it is until the action is taken again and is done. */
  | { readonly outcome: 'underway' }
  /** A precondition is missing; `why` goes to the officer. */
  | { readonly outcome: 'blocked'; readonly why: string }

export type Fulfilments = Readonly<Record<RequestType, Fulfil>>

/** The officer has done it; the register is told. */
export const byHand: Fulfil = async () => ({ outcome: 'done' })

export const fulfilments: Fulfilments = {
  access: byHand,
  portability: byHand,
  rectification: byHand,
  erasure: byHand,
  restriction: byHand,
  objection: byHand,
  complaint: byHand,
}

import { compact } from '../../lib/compact.ts'
import type { Locale } from '../../settings/locale.ts'
import type { EmailAddress } from '../email-address.ts'
import type { Instant } from '../events.ts'
import type { SupporterId } from '../supporter-id.ts'
import type { PlainDate } from './calendar.ts'
import type { ClockFacts, QuestionDates } from './clock.ts'
import type { RequestId } from './request-id.ts'
import {
  type Channel,
  type Ground,
  type OpenState,
  openStates,
  type RequestState,
  type RequestType,
} from './transitions.ts'

/** The actor of a request's event. An officer is named by the `sub` of their sign-in, never by name. */
export type RequestActor = `officer:${string}` | 'data-subject' | 'system'

/** The contact of the requester, who may not be on record. Personal, and erasable. */
export interface Contact {
  readonly email?: EmailAddress
  readonly name?: string
  /** The person's representative, and their authority (a letter, a power of attorney). */
  readonly onBehalf?: { readonly name: string; readonly authority: string }
}

interface RequestEventBase {
  /** The position among the request's events: gapless from 1. */
  readonly sequence: number
  /** The time of registration. */
  readonly at: Instant
  /** The day it happened, which may be earlier. */
  readonly on: PlainDate
  readonly by: RequestActor
  /** Free text, treated as personal: erasable, and never in a log. */
  readonly note?: string
}

export interface Received extends RequestEventBase {
  readonly type: 'received'
  readonly requestType: RequestType
  readonly channel: Channel
  /** Made from the address they gave, which need not be on record. */
  readonly supporterId?: SupporterId
  readonly contact: Contact
  readonly locale?: Locale
}

type Simple =
  | 'identity-asked'
  | 'identity-recorded'
  | 'clarification-asked'
  | 'clarification-recorded'
  | 'fee-asked'
  | 'fee-recorded'
  | 'acknowledged'
  | 'started'
  | 'withdrawn'
  | 'noted'
  /** `note` describes the attachment and where it is kept. */
  | 'attached'

export type RequestEvent =
  | Received
  | (RequestEventBase & { readonly type: Simple })
  /** `months` are the further months; `note` is the reasons that the person was given (Art 12(3)). */
  | (RequestEventBase & { readonly type: 'extended'; readonly months: 1 | 2 })
  /** `result` describes the fulfilment in figures and fixed words: nothing personal. */
  | (RequestEventBase & {
      readonly type: 'fulfilled'
      readonly result?: Readonly<Record<string, string | number>>
    })
  | (RequestEventBase & { readonly type: 'refused'; readonly ground: Ground; readonly exemption?: string })
  /** The person erased themselves while the request was open: see {@link recordErasure}. */
  | (RequestEventBase & { readonly type: 'data-subject-erased' })

/** The facts that decisions depend on. No personal data: contact and notes are kept apart. */
interface Filed {
  readonly id: RequestId
  /** Sequence of the last event. */
  readonly version: number
  readonly type: RequestType
  readonly channel: Channel
  readonly receivedOn: PlainDate
  readonly registeredAt: Instant
  readonly supporterId?: SupporterId
  readonly locale?: Locale
  readonly identity?: QuestionDates
  readonly fee?: QuestionDates
  readonly clarifications: readonly QuestionDates[]
  readonly extendedBy?: 1 | 2
  readonly acknowledgedOn?: PlainDate
  /** Set: its personal data is deleted as soon as it is closed. */
  readonly dataSubjectErased?: true
}

interface Closed {
  /** The day that the officer says it was closed. */
  readonly closedOn: PlainDate
  /** When that was recorded. Retention counts from it: a typing error in a year must not delete a file. */
  readonly closedAt: Instant
}

export type DataRequest = Filed &
  (
    | { readonly state: OpenState }
    | (Closed & {
        readonly state: 'fulfilled'
        readonly result?: Readonly<Record<string, string | number>>
      })
    | (Closed & { readonly state: 'refused'; readonly ground: Ground; readonly exemption?: string })
    | (Closed & { readonly state: 'withdrawn' })
  )

export function openRequest(id: RequestId, event: Received): DataRequest {
  const { sequence, at, on, requestType, channel, supporterId, locale } = event
  return compact({
    id,
    version: sequence,
    type: requestType,
    channel,
    receivedOn: on,
    registeredAt: at,
    supporterId,
    locale,
    clarifications: [],
    state: 'received',
  })
}

/** Folds one event into the state. Total: an event once written always folds. */
export function evolveRequest(request: DataRequest, event: Exclude<RequestEvent, Received>): DataRequest {
  const filed = { ...filedOf(request), version: event.sequence }
  const { on, at } = event
  const closed = { closedOn: on, closedAt: at }
  switch (event.type) {
    case 'identity-asked':
      return { ...filed, identity: { askedOn: on }, state: 'identity-asked' }
    case 'identity-recorded':
      return resumed({ ...filed, ...(filed.identity && { identity: { ...filed.identity, answeredOn: on } }) })
    case 'clarification-asked':
      return {
        ...filed,
        clarifications: [...filed.clarifications, { askedOn: on }],
        state: 'clarification-asked',
      }
    case 'clarification-recorded':
      return resumed({
        ...filed,
        clarifications: filed.clarifications.map((question) => answered(question, on)),
      })
    case 'fee-asked':
      return { ...request, ...filed, fee: { askedOn: on } }
    case 'fee-recorded':
      return { ...request, ...filed, ...(filed.fee && { fee: answered(filed.fee, on) }) }
    case 'acknowledged':
      return { ...filed, acknowledgedOn: on, state: 'in-progress' }
    case 'started':
      return { ...filed, state: 'in-progress' }
    case 'extended':
      return { ...filed, extendedBy: event.months, state: 'extended' }
    case 'fulfilled':
      return compact({
        ...filed,
        ...closed,
        ...(request.type === 'erasure' && { dataSubjectErased: true }),
        result: event.result,
        state: 'fulfilled',
      })
    case 'refused': {
      const { ground, exemption } = event
      return { ...filed, ...closed, ground, ...(exemption && { exemption }), state: 'refused' }
    }
    case 'withdrawn':
      return { ...filed, ...closed, state: 'withdrawn' }
    case 'data-subject-erased':
      return survivesErasure(request)
        ? { ...request, version: event.sequence, dataSubjectErased: true }
        : { ...filed, ...closed, dataSubjectErased: true, state: 'withdrawn' }
    case 'noted':
    case 'attached':
      return { ...request, version: event.sequence }
    default:
      return event satisfies never
  }
}

/**
 * Records in an open request that the person erased themselves on their own page. Most requests are fulfilled by it
 * or lose their object, by the person's own act: nothing is left to answer, so they end as withdrawn, and the contact
 * is erased with the rest (UK GDPR Art 17(1)). A complaint is about us, not about the data: it must still be answered
 * (DPA 2018 s.164A), so the contact is kept for that alone (Art 17(3)(b)), and is deleted by the write that closes
 * it.
 * @returns undefined if the request is closed, or has it recorded already
 */
export function recordErasure(
  request: DataRequest,
  { at, today }: { readonly at: Instant; readonly today: PlainDate },
): { event: Exclude<RequestEvent, Received>; after: DataRequest } | undefined {
  if (!isOpen(request.state) || request.dataSubjectErased) return undefined
  const sequence = request.version + 1
  const event = { type: 'data-subject-erased', sequence, at, on: today, by: 'system' } as const
  return { event, after: evolveRequest(request, event) }
}

const survivesErasure = ({ type }: DataRequest) => type === 'complaint'

export function isOpen(state: RequestState): state is OpenState {
  return openStates.some((open) => open === state)
}

export function clockFacts(request: DataRequest): ClockFacts {
  return { ...request, isComplaint: request.type === 'complaint' }
}

const answered = (question: QuestionDates, answeredOn: PlainDate): QuestionDates => ({
  answeredOn,
  ...question,
})

function resumed(filed: Filed): DataRequest {
  return { ...filed, state: filed.extendedBy ? 'extended' : 'in-progress' }
}

function filedOf(request: DataRequest): Filed {
  const { id, version, type, channel, receivedOn, registeredAt, clarifications } = request
  const { supporterId, locale, identity, fee, extendedBy, acknowledgedOn, dataSubjectErased } = request
  return compact({
    id,
    version,
    type,
    channel,
    receivedOn,
    registeredAt,
    clarifications,
    supporterId,
    locale,
    identity,
    fee,
    ...(extendedBy && { extendedBy }),
    acknowledgedOn,
    ...(dataSubjectErased && { dataSubjectErased }),
  })
}

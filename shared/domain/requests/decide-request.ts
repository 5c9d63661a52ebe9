import { compact } from '../../lib/compact.ts'
import type { Instant } from '../events.ts'
import type { PlainDate } from './calendar.ts'
import { deadline, lastDayToExtend, type OfficeCalendar } from './clock.ts'
import {
  clockFacts,
  type DataRequest,
  evolveRequest,
  openRequest,
  type Received,
  type RequestActor,
  type RequestEvent,
} from './request.ts'
import type { RequestId } from './request-id.ts'
import { actionsIn, type Ground, grounds, groundsFor, type RequestAction } from './transitions.ts'

interface Common {
  /** The day it happened, if that was before today. */
  readonly on?: PlainDate
  readonly note?: string
}

/** An officer's action on a data request. */
export type RequestCommand = Common &
  (
    | { readonly action: Exclude<RequestAction, 'extend' | 'fulfil' | 'refuse'> }
    | { readonly action: 'extend'; readonly months?: 1 | 2 }
    | { readonly action: 'fulfil'; readonly result?: Readonly<Record<string, string | number>> }
    | { readonly action: 'refuse'; readonly ground?: Ground; readonly exemption?: string }
  )

/** A data request as received, on whatever day it came. */
export type Intake = Common &
  Pick<Received, 'requestType' | 'channel' | 'supporterId' | 'contact' | 'locale'> & {
    readonly receivedOn: PlainDate
  }

/** The facts that decisions need besides state and command, as data. */
export interface OfficeCircumstances {
  readonly at: Instant
  /** The date where the charity is. */
  readonly today: PlainDate
  readonly by: RequestActor
  readonly calendar: OfficeCalendar
}

/** The reason why a command changes nothing, and the alternatives. */
export type Refusal =
  /** The action is not possible in this state. */
  | { readonly reason: 'not-now'; readonly allowed: readonly RequestAction[] }
  | { readonly reason: 'not-for-this-type' }
  | { readonly reason: 'too-late'; readonly lastDay: PlainDate }
  | { readonly reason: 'clock-stopped' }
  | { readonly reason: 'ground'; readonly allowed: readonly Ground[] }
  | { readonly reason: 'exemption' }
  | { readonly reason: 'note' }
  | {
      readonly reason: 'day'
      readonly field: 'on' | 'receivedOn'
      readonly earliest: PlainDate
      readonly latest: PlainDate
    }

export type RequestDecision<E extends RequestEvent = RequestEvent> =
  | { readonly event: E; readonly after: DataRequest }
  | { readonly refused: Refusal }

/** Files a data request. The clock runs from the day of receipt, not of filing. */
export function receive(id: RequestId, intake: Intake, now: OfficeCircumstances): RequestDecision<Received> {
  const { receivedOn, requestType, channel, supporterId, contact, locale, note } = intake
  // A typing error in the year would make a request overdue before it is filed.
  if (receivedOn > now.today || receivedOn < gdprBegan)
    return refuse({ reason: 'day', field: 'receivedOn', earliest: gdprBegan, latest: now.today })
  const event: Received = compact({
    type: 'received',
    sequence: 1,
    at: now.at,
    on: receivedOn,
    by: now.by,
    ...(note && { note }),
    requestType,
    channel,
    supporterId,
    contact,
    locale,
  })
  return { event, after: openRequest(id, event) }
}

/** The day on which the GDPR began to apply. */
const gdprBegan = '2018-05-25' as PlainDate

/** Decides an officer's action. Pure. */
export function act(
  request: DataRequest,
  command: RequestCommand,
  now: OfficeCircumstances,
): RequestDecision<Exclude<RequestEvent, Received>> {
  const refused = refusalOf(request, command, now)
  if (refused) return refuse(refused)
  const event = eventOf(request, command, now)
  return { event, after: evolveRequest(request, event) }
}

function refusalOf(
  request: DataRequest,
  command: RequestCommand,
  now: OfficeCircumstances,
): Refusal | undefined {
  const { action, on = now.today } = command
  if (!isForType(request, action)) return { reason: 'not-for-this-type' }
  const allowed = actionsFor(request)
  if (!allowed.includes(action)) return { reason: 'not-now', allowed }
  const earliest = earliestDay(request, action)
  if (on > now.today || on < earliest) return { reason: 'day', field: 'on', earliest, latest: now.today }
  switch (action) {
    case 'note':
    case 'attach':
      return command.note ? undefined : { reason: 'note' }
    case 'extend':
      return mayExtend(request, command, now)
    case 'refuse':
      return mayRefuse(request, command)
    default:
      return undefined
  }
}

/** Returns the actions that are possible on a request now. */
export function actionsFor(request: DataRequest): RequestAction[] {
  return actionsIn(request.state).filter((action) => isForType(request, action) && isTimely(request, action))
}

/**
 * Checks that a question is asked once, since a second would restart the clock, and that an answer follows a
 * question.
 */
function isTimely({ identity, fee, acknowledgedOn }: DataRequest, action: RequestAction): boolean {
  switch (action) {
    case 'ask-identity':
      return !identity
    case 'ask-fee':
      return !fee
    case 'record-fee':
      return fee !== undefined && !fee.answeredOn
    case 'acknowledge':
      return !acknowledgedOn
    default:
      return true
  }
}

/**
 * Checks that an action fits the type. Only an access request's clock stops for a clarification (Art 12A). Only a
 * complaint is acknowledged, and it is not refused (s.164A).
 */
function isForType({ type }: DataRequest, action: RequestAction): boolean {
  switch (action) {
    case 'ask-clarification':
      return type === 'access'
    case 'acknowledge':
      return type === 'complaint'
    case 'extend':
    case 'ask-fee':
    case 'record-fee':
    case 'refuse':
      return type !== 'complaint'
    default:
      return true
  }
}

function earliestDay(request: DataRequest, action: RequestAction): PlainDate {
  switch (action) {
    case 'record-identity':
      return request.identity?.askedOn ?? request.receivedOn
    case 'record-fee':
      return request.fee?.askedOn ?? request.receivedOn
    case 'record-clarification':
      return request.clarifications.at(-1)?.askedOn ?? request.receivedOn
    default:
      return request.receivedOn
  }
}

/** Checks an extension: by notice with reasons, within the first month (Art 12(3)). */
function mayExtend(
  request: DataRequest,
  { on, note }: Common,
  now: OfficeCircumstances,
): Refusal | undefined {
  if (!note) return { reason: 'note' }
  const facts = clockFacts(request)
  if (deadline(facts, now.calendar, now.today).stoppedFor) return { reason: 'clock-stopped' }
  const lastDay = lastDayToExtend(facts, now.calendar, now.today)
  return (on ?? now.today) > lastDay ? { reason: 'too-late', lastDay } : undefined
}

function mayRefuse(
  request: DataRequest,
  { ground, exemption }: { ground?: Ground; exemption?: string },
): Refusal | undefined {
  const allowed = groundsFor[request.type].filter(
    (possible) => possible !== 'identity-not-proved' || isProofMissing(request),
  )
  if (!ground || !allowed.includes(ground)) return { reason: 'ground', allowed }
  return ground === 'exemption' && !exemption ? { reason: 'exemption' } : undefined
}

/**
 * Checks whether proof of identity was requested and is missing. No request is refused for want of a proof that was
 * never requested (Art 12(6)).
 */
function isProofMissing({ identity }: DataRequest): boolean {
  return identity !== undefined && identity.answeredOn === undefined
}

function eventOf(
  request: DataRequest,
  command: RequestCommand,
  now: OfficeCircumstances,
): Exclude<RequestEvent, Received> {
  const { note } = command
  const common = {
    sequence: request.version + 1,
    at: now.at,
    on: command.on ?? now.today,
    by: now.by,
    ...(note && { note }),
  }
  switch (command.action) {
    case 'extend':
      return { ...common, type: 'extended', months: command.months ?? 2 }
    case 'fulfil':
      return compact({ ...common, type: 'fulfilled', result: command.result })
    case 'refuse': {
      const { ground = grounds[0], exemption } = command
      return { ...common, type: 'refused', ground, ...(exemption && { exemption }) }
    }
    default:
      return { ...common, type: eventTypes[command.action] }
  }
}

const eventTypes = {
  acknowledge: 'acknowledged',
  start: 'started',
  'ask-identity': 'identity-asked',
  'record-identity': 'identity-recorded',
  'ask-clarification': 'clarification-asked',
  'record-clarification': 'clarification-recorded',
  'ask-fee': 'fee-asked',
  'record-fee': 'fee-recorded',
  withdraw: 'withdrawn',
  note: 'noted',
  attach: 'attached',
} as const

const refuse = (refused: Refusal) => ({ refused })

import { parseEmailAddress } from '../domain/email-address.ts'
import type { Instant } from '../domain/events.ts'
import { dayIn, type PlainDate } from '../domain/requests/calendar.ts'
import { deadline, type OfficeCalendar } from '../domain/requests/clock.ts'
import {
  type Contact,
  clockFacts,
  type DataRequest,
  type Received,
  type RequestEvent,
} from '../domain/requests/request.ts'
import type { RequestId } from '../domain/requests/request-id.ts'
import { compact } from '../lib/compact.ts'

/** Sort keys of a data request's items. Personal data is in `contact` and in the events' notes, and nowhere else. */
export const requestItem = 'request'
export const contactItem = 'contact'
export const eventItem = 'event#'

/** The only item that both indexes hold. */
export type RequestItem = DataRequest & {
  readonly requestId: RequestId
  readonly item: typeof requestItem
  /**
   * With `sortedOn`, the key of the index that lists data requests: open ones by due day, closed ones by the day on
   * which it was recorded.
   */
  readonly standing: 'open' | 'closed'
  /**
   * The due day when this was written; that of a stopped clock moves on. Of a closed one the UTC day on which its end
   * was recorded, whatever day the officer typed.
   */
  readonly sortedOn: PlainDate
}

export interface ContactItem {
  readonly requestId: RequestId
  readonly item: typeof contactItem
  readonly email?: string
  readonly name?: string
  readonly onBehalf?: Contact['onBehalf']
}

/** An event as stored: never changed, except that its note can be erased. */
export type RequestEventItem = StoredEvent & { readonly requestId: RequestId; readonly item: string }

type Stored<E> = E extends Received ? Omit<E, 'contact'> : E
export type StoredEvent = Stored<RequestEvent>

export function toRequestItem(request: DataRequest, calendar: OfficeCalendar, today: PlainDate): RequestItem {
  const { dueOn = request.receivedOn } = deadline(clockFacts(request), calendar, today)
  const key = { requestId: request.id, item: requestItem } as const
  return 'closedAt' in request
    ? { ...request, ...key, standing: 'closed', sortedOn: dayIn(request.closedAt, 'UTC') }
    : { ...request, ...key, standing: 'open', sortedOn: dueOn }
}

/** Reads a stored data request; one closed under version 0.1.0 was recorded, as far as is known, on the day typed. */
export function fromRequestItem(stored: RequestItem): DataRequest {
  const { requestId: _, item: __, standing: ___, sortedOn: ____, ...request } = stored
  if (!('closedOn' in request)) return request as DataRequest
  const { closedAt = Date.parse(request.closedOn) }: { readonly closedAt?: Instant } = request
  return { ...request, closedAt } as DataRequest
}

export function toContactItem(requestId: RequestId, { email, name, onBehalf }: Contact): ContactItem {
  return compact({ requestId, item: contactItem, email: email?.original(), ...(name && { name }), onBehalf })
}

export function fromContactItem({ email: text, name, onBehalf }: ContactItem): Contact {
  const email = text === undefined ? undefined : parseEmailAddress(text)
  return compact({ email, ...(name && { name }), onBehalf })
}

export function toEventItem(requestId: RequestId, event: RequestEvent): RequestEventItem {
  const item = `${eventItem}${String(event.sequence).padStart(6, '0')}`
  if (event.type !== 'received') return { ...event, requestId, item }
  const { contact: _, ...kept } = event
  return { ...kept, requestId, item }
}

export function fromEventItem({ requestId: _, item: __, ...event }: RequestEventItem): StoredEvent {
  return event as StoredEvent
}

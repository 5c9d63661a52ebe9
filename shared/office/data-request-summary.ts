import type * as z from 'zod/mini'
import type { PlainDate } from '../domain/requests/calendar.ts'
import { type Deadline, deadline, type OfficeCalendar } from '../domain/requests/clock.ts'
import { actionsFor } from '../domain/requests/decide-request.ts'
import { clockFacts, type DataRequest, isOpen } from '../domain/requests/request.ts'
import { compact } from '../lib/compact.ts'
import type { RequestFile } from '../store/request-reads.ts'
import type { RequestDetails, RequestSummary } from './contract.ts'

/** Summarises a data request for a line of the register, without personal data. */
export function summaryOf(
  request: DataRequest,
  calendar: OfficeCalendar,
  today: PlainDate,
): z.infer<typeof RequestSummary> {
  const { id, version, type, state, channel, receivedOn } = request
  const due: Deadline = isOpen(state) ? deadline(clockFacts(request), calendar, today) : {}
  return {
    id,
    version,
    type,
    state,
    channel,
    receivedOn,
    ...due,
    overdue: due.dueOn !== undefined && due.dueOn < today,
    ...('closedOn' in request && { closedOn: request.closedOn }),
  }
}

/** Returns everything that the register holds on a data request, personal data included. */
export function detailsOf(
  { request, contact, events }: RequestFile,
  calendar: OfficeCalendar,
  today: PlainDate,
): z.infer<typeof RequestDetails> {
  const { supporterId, locale } = request
  return compact({
    ...summaryOf(request, calendar, today),
    supporterId,
    ...(contact?.email && { email: contact.email.original() }),
    ...(contact?.name && { name: contact.name }),
    ...(contact?.onBehalf && { onBehalf: contact.onBehalf }),
    locale,
    actions: actionsFor(request),
    history: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  })
}

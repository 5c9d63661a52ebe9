import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import { dayIn, parsePlainDate } from '../shared/domain/requests/calendar.ts'
import { AuditDay } from '../shared/office/contract.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import { officersEndpoint } from '../shared/office/officers-endpoint.ts'
import { invalidReply } from '../shared/office/replies.ts'
import { json } from '../shared/web/reply.ts'

/** Lists the calls to the officers' API on a day in UTC. */
export const auditHandlers = (deps: Pick<OfficeRuntime, 'clock' | 'audit'>): OfficersHandlers<'audit'> => ({
  'GET /privacy/audit': ({ query }, officer) => {
    const day = parsePlainDate(query.day ?? dayIn(deps.clock(), 'UTC'))
    if (!day) return invalidReply(officer, { field: 'day', detail: officer.words.invalid.date })
    return {
      async perform() {
        const page = await deps.audit().read(day, query.from)
        if (!page) return invalidReply(officer, { field: 'from', detail: officer.words.invalid.cursor })
        return json(200, AuditDay, { day, acts: [...page.acts], ...(page.next && { next: page.next }) })
      },
    }
  },
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('audit'),
  auditHandlers(officeRuntime),
)

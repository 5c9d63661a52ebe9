import { dayIn, parsePlainDate } from '../shared/domain/requests/calendar.ts'
import { AuditDay } from '../shared/office/contract.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import { invalidReply, type OfficerRoute, officersEndpoint } from '../shared/office/officers-endpoint.ts'
import { json } from '../shared/web/reply.ts'

/** GET /privacy/audit?day=2026-11-25: who asked what of the officers' API on a day (in UTC; today, if left out). */
export const auditRoutes = (deps: Pick<OfficeRuntime, 'clock' | 'audit'>): Record<string, OfficerRoute> => ({
  'GET /privacy/audit': {
    action: 'read-audit',
    roles: ['privacy-officer', 'auditor'],
    reason: 'audit',
    read({ query }, officer) {
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
  },
})

export const handler = officersEndpoint(officeRuntime, auditRoutes(officeRuntime))

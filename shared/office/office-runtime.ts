import { randomBytes } from 'node:crypto'
import { dayIn, type PlainDate } from '../domain/requests/calendar.ts'
import { type RequestId, requestIdFrom } from '../domain/requests/request-id.ts'
import { fromEnvironment } from '../lib/environment.ts'
import { once } from '../lib/once.ts'
import { type Runtime, runtime } from '../runtime.ts'
import { type AuditTrail, auditTrail } from '../store/audit-trail.ts'
import { type RequestStore, requestStore } from '../store/request-store.ts'

/** The common dependencies, and the privacy office's: no public function bundles them. */
export interface OfficeRuntime extends Runtime {
  /** The register of data requests. */
  readonly requests: () => RequestStore
  readonly audit: () => AuditTrail
  readonly newRequestId: () => RequestId
  /** Today in the charity's time zone. */
  readonly today: () => PlainDate
}

export const officeRuntime: OfficeRuntime = {
  ...runtime,
  requests: once(() =>
    requestStore(runtime.dynamoDb(), fromEnvironment('requestsTable'), runtime.settings().dataRequests),
  ),
  audit: once(() => auditTrail(runtime.dynamoDb(), fromEnvironment('ledgerTable'))),
  newRequestId: () => requestIdFrom(randomBytes(5)),
  today: () => dayIn(runtime.clock(), runtime.settings().dataRequests.timeZone),
}

import type { Role } from '../../shared/office/roles.ts'

/** The roles that may call each officers' route, written out so that a wrong role in the routes table fails. */
export const officersMatrix: Readonly<Record<string, readonly Role[]>> = {
  'POST /privacy/lookup': ['privacy-officer', 'auditor'],
  'POST /privacy/requests': ['privacy-officer'],
  'GET /privacy/requests': ['privacy-officer', 'auditor'],
  'GET /privacy/requests/{id}': ['privacy-officer', 'auditor'],
  'POST /privacy/requests/{id}/actions': ['privacy-officer'],
  'GET /privacy/requests/{id}/export': ['privacy-officer'],
  'GET /privacy/requests/{id}/certificate': ['privacy-officer', 'auditor'],
  'GET /privacy/audit': ['privacy-officer', 'auditor'],
  'POST /privacy/suppressions': ['privacy-officer'],
  'POST /privacy/may-mail': ['privacy-officer', 'communications'],
  'GET /privacy/mailing-list': ['privacy-officer', 'communications'],
  'GET /privacy/statistics': ['privacy-officer', 'auditor', 'communications'],
}

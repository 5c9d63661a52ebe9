import * as z from 'zod/mini'
import * as contract from '../office/contract.ts'
import { maxPeople, requestFilters, suppressionLimits } from '../office/contract.ts'
import type { OfficersHandler } from '../office/officers-endpoint.ts'
import { LookUp } from '../web/record-contract.ts'
import {
  from,
  json,
  type OfficersRoute,
  pageOrJson,
  problem,
  type RouteKey,
  type RouteKeysOf,
  unreadable,
} from './route.ts'

const unknownRequest = { 404: problem('There is no such data request') }

/**
 * The routes of the officers' API. CDK creates the functions that they name and lets each write to the audit trail
 * only; `infra/constructs/officers-api.ts` grants further permissions.
 */
export const officersRoutes = {
  'POST /privacy/lookup': {
    function: 'look-up',
    operationId: 'lookUpAddress',
    summary:
      'Returns everything held on an address: its record, its events in words, and the verification of its proof',
    roles: ['privacy-officer', 'auditor'],
    reason: 'required',
    action: 'look-up',
    body: { types: [json], schema: LookUp },
    answers: { 200: { description: 'Everything held', json: contract.OfficersLookUp }, ...unreadable },
  },
  'POST /privacy/requests': {
    function: 'data-requests',
    operationId: 'fileDataRequest',
    summary: 'Files a data request, received on any day and through any channel',
    roles: ['privacy-officer'],
    reason: 'data-request',
    action: 'file-request',
    body: { types: [json], schema: contract.NewRequest },
    answers: { 201: { description: 'Filed', json: contract.RequestSummary }, ...unreadable },
  },
  'GET /privacy/requests': {
    function: 'data-requests',
    operationId: 'listDataRequests',
    summary: 'Lists the open data requests, the next due first, or those in one state',
    roles: ['privacy-officer', 'auditor'],
    reason: 'data-request',
    action: 'list-requests',
    query: { state: { description: 'Defaults to `open`', schema: z.enum(requestFilters) }, ...from },
    answers: { 200: { description: 'A page of the register', json: contract.RequestListing } },
  },
  'GET /privacy/requests/{id}': {
    function: 'data-requests',
    operationId: 'readDataRequest',
    summary: 'Returns a data request with the person who made it and its history',
    roles: ['privacy-officer', 'auditor'],
    reason: 'data-request',
    action: 'read-request',
    answers: { 200: { description: 'The data request', json: contract.RequestDetails }, ...unknownRequest },
  },
  'POST /privacy/requests/{id}/actions': {
    function: 'data-requests',
    operationId: 'actOnDataRequest',
    summary: 'Takes an action on a data request',
    roles: ['privacy-officer'],
    reason: 'data-request',
    action: 'act-on-request',
    body: { types: [json], schema: contract.NewAction },
    answers: {
      200: { description: 'Done', json: contract.RequestSummary },
      202: { description: 'Started: repeat the action later', json: contract.RequestSummary },
      ...unreadable,
      ...unknownRequest,
      409: problem(
        'The state of the data request does not allow this action; `detail` names those that it allows',
      ),
    },
  },
  'GET /privacy/requests/{id}/export': {
    function: 'request-files',
    operationId: 'exportDataRequest',
    summary: 'Returns the copy of the data held on the person who made the data request',
    roles: ['privacy-officer'],
    reason: 'data-request',
    action: 'export',
    answers: { 200: { description: 'The copy', zip: true }, ...unknownRequest },
  },
  'GET /privacy/requests/{id}/certificate': {
    function: 'request-files',
    operationId: 'certifyErasure',
    summary:
      'Returns the certificate of the erasure that fulfilled the data request, with the events that prove it',
    roles: ['privacy-officer', 'auditor'],
    reason: 'data-request',
    action: 'certify-erasure',
    answers: {
      200: pageOrJson('The certificate; as `text/html`, a page to print', contract.ErasureCertificate),
      ...unknownRequest,
    },
  },
  'GET /privacy/audit': {
    function: 'audit',
    operationId: 'readAuditTrail',
    summary: 'Lists the calls that officers made on a day',
    roles: ['privacy-officer', 'auditor'],
    reason: 'audit',
    action: 'read-audit',
    query: { day: { description: 'A day in UTC; defaults to today', schema: z.iso.date() }, ...from },
    answers: { 200: { description: 'A page of the audit trail', json: contract.AuditDay } },
  },
  'POST /privacy/suppressions': {
    function: 'suppressions',
    operationId: 'importSuppressions',
    summary: 'Imports a list of people who must never be mailed. Importing it again changes nothing.',
    roles: ['privacy-officer'],
    reason: 'mailing',
    action: 'import-suppressions',
    body: { types: ['text/csv'] },
    answers: {
      200: { description: 'The result of each row', json: contract.SuppressionReport },
      413: problem(`The list is over ${suppressionLimits.rows} rows or ${suppressionLimits.bytes / 1024} KB`),
      415: unreadable[415],
    },
  },
  'POST /privacy/may-mail': {
    function: 'may-mail',
    operationId: 'mayMail',
    summary: `Returns whether each of up to ${maxPeople} people may be mailed now, and if not, why`,
    roles: ['privacy-officer', 'communications'],
    reason: 'mailing',
    action: 'may-mail',
    body: { types: [json], schema: contract.MayMail },
    answers: {
      200: { description: 'The answers, in the order asked', json: contract.MayMailAnswers },
      429: problem(
        'This officer has asked about too many people today: try again after `Retry-After` seconds',
      ),
      ...unreadable,
    },
  },
  'GET /privacy/mailing-list': {
    function: 'mailing-list',
    operationId: 'readMailingList',
    summary:
      'Lists the people who may be mailed now, each with an unsubscribe link. `next` or the `Link` header gives the next page.',
    roles: ['privacy-officer', 'communications'],
    reason: 'mailing',
    action: 'mailing-list',
    query: { topic: { description: 'Limits the list to the subscribers of a topic' }, ...from },
    answers: {
      200: {
        description: 'A page of the list; it may be empty even if more follow',
        json: contract.MailingList,
        csv: true,
      },
    },
  },
  'GET /privacy/statistics': {
    function: 'statistics',
    operationId: 'readStatistics',
    summary: 'Returns the figures of the latest daily count',
    roles: ['privacy-officer', 'auditor', 'communications'],
    reason: 'mailing',
    action: 'statistics',
    answers: {
      200: { description: 'The figures', json: contract.Statistics },
      404: problem('No count has been made yet'),
    },
  },
} as const satisfies Readonly<Record<RouteKey, OfficersRoute>>

type Routes = typeof officersRoutes
export type OfficersFunction = Routes[keyof Routes]['function']

/** A handler for each route of a function. A missing or surplus handler does not compile. */
export type OfficersHandlers<F extends OfficersFunction> = Readonly<
  Record<RouteKeysOf<Routes, F>, OfficersHandler>
>

/** Selects the routes that a function serves. */
export function officersRoutesOf<F extends OfficersFunction>(name: F): Pick<Routes, RouteKeysOf<Routes, F>> {
  const served = Object.entries(officersRoutes).filter(([, route]) => route.function === name)
  return Object.fromEntries(served) as Pick<Routes, RouteKeysOf<Routes, F>>
}

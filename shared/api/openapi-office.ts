import * as contract from '../office/contract.ts'
import { LookUp } from '../web/record-contract.ts'
import { both, busy, type Operation, problem, type Schema, unreadable } from './operation.ts'

const guarded = {
  401: { description: 'No valid bearer token' },
  403: problem('Another role is needed'),
  422: problem('A field is wrong; `errors` names it'),
  ...busy,
}
const unknown = { 404: problem('No such request') }
const taken = { 409: problem('Not as things stand; `detail` says what can be done') }
const from = '`next` of the page before'
const shows = (description: string, json: Schema) => ({ 200: { description, json }, ...guarded })

/** The officers' operations. */
export const officeOperations: Record<string, Record<string, Operation>> = {
  '/privacy/lookup': {
    post: {
      summary: 'Everything held on an address, what happened in words, and the check of its proof',
      officers: 'says why',
      body: { schema: LookUp, types: ['application/json'] },
      answers: { ...shows('What is held', contract.OfficersLookUp), ...unreadable },
    },
  },
  '/privacy/requests': {
    post: {
      summary: 'Files a data request, on whatever day it came',
      officers: true,
      body: { schema: contract.NewRequest, types: ['application/json'] },
      answers: { 201: { description: 'Filed', json: contract.RequestSummary }, ...guarded, ...unreadable },
    },
    get: {
      summary: 'Open requests, what is due first first; or those of one state',
      officers: true,
      query: { state: 'A state, or `open`', from },
      answers: shows('A page of the register', contract.RequestListing),
    },
  },
  '/privacy/requests/{id}': {
    get: {
      summary: 'One request, with who asks and what was done',
      officers: true,
      answers: { ...shows('The request', contract.RequestDetails), ...unknown },
    },
  },
  '/privacy/requests/{id}/actions': {
    post: {
      summary: 'Takes the next step with a request',
      officers: true,
      body: { schema: contract.NewAction, types: ['application/json'] },
      answers: {
        ...shows('Done', contract.RequestSummary),
        202: { description: 'Begun; take the action again in a while', json: contract.RequestSummary },
        ...unreadable,
        ...unknown,
        ...taken,
      },
    },
  },
  '/privacy/requests/{id}/export': {
    get: {
      summary: 'The copy of what is held on whoever made the request',
      officers: true,
      answers: { ...guarded, 200: { description: 'The copy', zip: true }, ...unknown },
    },
  },
  '/privacy/requests/{id}/certificate': {
    get: {
      summary: 'That the erasure which this request led to was carried out, by the events that say so',
      officers: true,
      answers: {
        ...guarded,
        200: both('The certificate; as `text/html` a sheet to print', contract.ErasureCertificate),
        ...unknown,
      },
    },
  },
  '/privacy/audit': {
    get: {
      summary: 'Who asked what of these routes on a day',
      officers: true,
      query: { day: 'A day in UTC, such as 2026-11-25; today if left out', from },
      answers: shows('A page of the audit trail', contract.AuditDay),
    },
  },
  '/privacy/suppressions': {
    post: {
      summary: 'A list of people never to be mailed: at most 500 rows and 128 KB. Again changes nothing.',
      officers: true,
      body: { types: ['text/csv'] },
      answers: {
        ...shows('What became of each row', contract.SuppressionReport),
        413: problem('More than 500 rows or 128 KB'),
        415: problem('Another content type'),
      },
    },
  },
  '/privacy/may-mail': {
    post: {
      summary: 'Whether each of at most 100 people may be mailed now, and if not, why',
      officers: true,
      body: { schema: contract.MayMail, types: ['application/json'] },
      answers: { ...shows('An answer for each, in order', contract.MayMailAnswers), ...unreadable },
    },
  },
  '/privacy/mailing-list': {
    get: {
      summary:
        'Who may be mailed now, each with the link to leave by; the next page by `next` or the `Link` header',
      officers: true,
      query: { topic: 'Only who wants this topic', from },
      answers: {
        ...guarded,
        200: {
          description: 'A page, which can be empty before the last',
          json: contract.MailingList,
          csv: true,
        },
      },
    },
  },
  '/privacy/statistics': {
    get: {
      summary: 'How many there are of what, counted once a day',
      officers: true,
      answers: { ...shows('The latest count', contract.Statistics), 404: problem('Not counted yet') },
    },
  },
}

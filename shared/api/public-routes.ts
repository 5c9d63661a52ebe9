import * as z from 'zod/mini'
import { ExportFile } from '../export/export-file.ts'
import * as contract from '../web/contract.ts'
import { ConsentRecord, ReceiptFile } from '../web/record-contract.ts'
import {
  busy,
  expired,
  json,
  locale,
  page,
  pageOrJson,
  problem,
  type Route,
  type RouteKey,
  unknownLink,
  unreadable,
  urlencoded,
} from './route.ts'

const unknownForm = { 404: problem('There is no such form') }
const pageOfOneButton = 'A page with one button'

/**
 * The routes for supporters and for websites' forms. A public function's bundle must stay small: it may import only
 * types from here.
 */
export const publicRoutes = {
  'POST /signups': {
    function: 'sign-up',
    operationId: 'signUp',
    summary: 'Accepts a sign-up. The answer is the same for known and unknown addresses.',
    body: { types: [json, urlencoded], schema: contract.SignUp },
    answers: {
      202: { description: 'Accepted', json: contract.Accepted },
      303: { description: 'Accepted from an HTML form; redirects to the thank-you page' },
      ...unreadable,
      403: problem('The form does not allow scripts from this origin'),
      429: problem('Too many sign-ups from one network: try again after `Retry-After` seconds'),
      ...busy,
    },
  },
  'GET /forms/{form}': {
    function: 'form',
    operationId: 'showForm',
    summary: 'Returns a hosted sign-up form, or as JSON its texts and fields for a script that draws it',
    query: locale,
    answers: { 200: pageOrJson('The form', contract.FormDescription), ...unknownForm },
  },
  'GET /forms/{form}/thanks': {
    function: 'form',
    operationId: 'showThanks',
    summary: 'Returns the page that follows a sign-up',
    query: locale,
    answers: { 200: page('The thank-you page'), ...unknownForm },
  },
  'GET /embed.js': {
    function: 'embed',
    operationId: 'readEmbedScript',
    summary: 'Returns the script that turns `<supporter-signup form="…">` into a form on any website',
    answers: {
      200: { description: 'A classic script' },
      304: { description: 'The script has not changed since the `ETag` in `If-None-Match`' },
    },
  },
  'GET /confirm/{token}': {
    function: 'confirm',
    operationId: 'showConfirmation',
    summary: 'Returns the sign-up or address change to confirm. Changes nothing.',
    query: locale,
    answers: {
      200: pageOrJson(pageOfOneButton, z.union([contract.WaitingStatus, contract.ConfirmedStatus])),
      ...unknownLink,
      ...expired,
      ...busy,
    },
  },
  'POST /confirm/{token}': {
    function: 'confirm',
    operationId: 'confirm',
    summary:
      'Confirms a sign-up or an address change, or sends a new link (`action=resend`). Confirming twice is not an error.',
    query: locale,
    body: { types: [urlencoded], optional: true },
    answers: {
      200: pageOrJson(
        'Confirmed, or a new link sent; `waiting` if the sign-up changed since the page was opened',
        z.union([contract.ConfirmedStatus, contract.ResentStatus, contract.WaitingStatus]),
      ),
      ...unknownLink,
      ...expired,
      ...busy,
    },
  },
  'GET /unsubscribe/{token}': {
    function: 'unsubscribe',
    operationId: 'showUnsubscribe',
    summary: 'Returns the page with the button to unsubscribe. Changes nothing.',
    query: locale,
    answers: { 200: pageOrJson(pageOfOneButton, contract.SubscriptionStatus), ...unknownLink, ...busy },
  },
  'POST /unsubscribe/{token}': {
    function: 'unsubscribe',
    operationId: 'unsubscribe',
    summary:
      'Unsubscribes, including by one click (RFC 8058): answers 200, never a redirect. From the page that follows: undoes the withdrawal (`action=undo-withdrawal`) or records the reason (`explain`).',
    query: locale,
    body: { types: [urlencoded, 'multipart/form-data'], optional: true },
    answers: {
      200: pageOrJson('Unsubscribed', z.union([contract.UnsubscribedStatus, contract.SubscriptionStatus])),
      ...unknownLink,
      ...expired,
      ...busy,
    },
  },
  'GET /preferences/{token}': {
    function: 'preferences',
    operationId: 'showPreferences',
    summary: 'Returns a subscriber’s choices. Changes nothing.',
    query: locale,
    answers: { 200: pageOrJson('The choices', contract.PreferencesStatus), ...unknownLink, ...busy },
  },
  'POST /preferences/{token}': {
    function: 'preferences',
    operationId: 'savePreferences',
    summary:
      'Saves all of a subscriber’s choices. From its page also: unsubscribes (`action=leave`), undoes the withdrawal (`undo-withdrawal`) or records the reason (`explain`).',
    query: locale,
    body: { types: [json, urlencoded], schema: contract.Preferences },
    answers: {
      200: pageOrJson('The choices as they are now', contract.PreferencesStatus),
      ...unreadable,
      ...unknownLink,
      ...expired,
      ...busy,
    },
  },
  'GET /my-data': {
    function: 'request-my-data-link',
    operationId: 'showMyDataLinkForm',
    summary: 'Returns the form on which a supporter requests links to their data',
    query: locale,
    answers: { 200: page('The page') },
  },
  'POST /my-data': {
    function: 'request-my-data-link',
    operationId: 'requestMyDataLink',
    summary:
      'Mails a supporter the links to their data. The answer is the same for known and unknown addresses.',
    query: locale,
    body: { types: [json, urlencoded], schema: contract.MyDataLinkForm },
    answers: {
      200: page('Accepted from an HTML form'),
      202: { description: 'Accepted', json: contract.Accepted },
      ...unreadable,
      429: problem('Too many requests from one network: try again after `Retry-After` seconds'),
      ...busy,
    },
  },
  'GET /my-data/{token}': {
    function: 'my-data',
    operationId: 'readMyData',
    summary: 'Returns everything held on a supporter: as a page, as a file or as a table',
    query: {
      ...locale,
      format: { description: '`json`: a file. `csv`: a table.', schema: z.enum(['json', 'csv']) },
      table: {
        description: 'The table for `format=csv`; defaults to `record`',
        schema: z.enum(['record', 'history', 'evidence']),
      },
      step: { description: '`erase`: the page that asks before erasing', schema: z.enum(['erase']) },
    },
    answers: {
      200: { ...pageOrJson('Everything held', ExportFile), csv: true },
      ...unknownLink,
      ...expired,
      ...busy,
    },
  },
  'POST /my-data/{token}': {
    function: 'my-data',
    operationId: 'changeMyData',
    summary:
      'Corrects the name (`action=rectify`, `name`), starts an address change (`address-change`, `email`), objects (`object`) or erases (`erase`)',
    query: locale,
    body: { types: [urlencoded] },
    answers: {
      200: pageOrJson('Done', contract.MyDataStatus),
      ...unreadable,
      ...unknownLink,
      ...expired,
      429: problem('Too many requests from one network, or mails to one address: try again later'),
      ...busy,
    },
  },
  'GET /receipt/{token}': {
    function: 'receipt',
    operationId: 'readReceipt',
    summary:
      'Returns the consent receipt with its proof: as a page, as a file or as its consent record alone',
    query: {
      ...locale,
      format: {
        description: '`json`: the receipt as a file. `jsonld`: its consent record alone.',
        schema: z.enum(['json', 'jsonld']),
      },
    },
    answers: {
      200: { ...pageOrJson('The receipt', ReceiptFile), jsonLd: ConsentRecord },
      404: problem('The link is not valid, or there is no longer a receipt'),
      ...busy,
    },
  },
  'GET /export/{token}': {
    function: 'export',
    operationId: 'showExport',
    summary: 'Returns the page with the button to download the copy of a supporter’s data. Changes nothing.',
    query: locale,
    answers: { 200: page(pageOfOneButton), ...unknownLink, ...expired, ...busy },
  },
  'POST /export/{token}': {
    function: 'export',
    operationId: 'downloadExport',
    summary: 'Returns the copy of a supporter’s data: a zip of data.json, tables and a page to read',
    query: locale,
    answers: { 200: { description: 'The copy', zip: true }, ...unknownLink, ...expired, ...busy },
  },
  'GET /schemas/export-1.json': {
    function: 'openapi',
    operationId: 'readExportSchema',
    summary: 'Returns the JSON Schema (2020-12) of data.json in the copy of a supporter’s data',
    answers: { 200: { description: 'The schema' } },
  },
  'GET /openapi.json': {
    function: 'openapi',
    operationId: 'readOpenApiDocument',
    summary: 'Returns this document',
    answers: { 200: { description: 'OpenAPI 3.1' } },
  },
  'GET /health': {
    function: 'health',
    operationId: 'checkHealth',
    summary: 'Reports that the API is up',
    answers: { 200: { description: 'Up', json: contract.Health } },
  },
} as const satisfies Readonly<Record<RouteKey, Route>>

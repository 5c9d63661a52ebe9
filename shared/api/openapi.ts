import * as z from 'zod/mini'
import { ExportFile } from '../export/export-file.ts'
import { reasons } from '../office/reasons.ts'
import type { Settings } from '../settings/settings.ts'
import * as contract from '../web/contract.ts'
import { ConsentRecord, ReceiptFile } from '../web/record-contract.ts'
import { officeOperations } from './openapi-office.ts'
import {
  type Answer,
  both,
  busy,
  expired,
  formTypes,
  type Operation,
  page,
  problem,
  type Schema,
  unknownLink,
  unreadable,
} from './operation.ts'

/** The operations of the API, each with the schemas that parse its requests and shape its answers. */
const operations: Record<string, Record<string, Operation>> = {
  '/signups': {
    post: {
      summary: 'Sign up. The answer is the same whatever is known about the address.',
      body: { schema: contract.SignUp, types: formTypes },
      answers: {
        202: { description: 'Accepted', json: contract.Accepted },
        303: { description: 'Accepted, from an HTML form: see the thank-you page' },
        ...unreadable,
        403: problem('A script from an origin that the form does not list'),
        429: problem('Too many sign-ups from one network; try again after Retry-After seconds'),
        ...busy,
      },
    },
  },
  '/forms/{form}': {
    get: {
      summary: 'A hosted sign-up form, or what a script needs to draw it',
      answers: { 200: both('The form', contract.FormDescription), 404: problem('No such form') },
    },
  },
  '/forms/{form}/thanks': {
    get: {
      summary: 'What comes after the form',
      answers: { 200: page('Thanks'), 404: problem('No such form') },
    },
  },
  '/embed.js': {
    get: {
      summary: 'Turns `<supporter-signup form="…">` on any website into the form',
      answers: { 200: { description: 'A classic script' }, 304: { description: 'The script that you have' } },
    },
  },
  '/confirm/{token}': {
    get: {
      summary: 'Shows what would be agreed to. Changes nothing.',
      answers: {
        200: both('A page with one button', z.union([contract.WaitingStatus, contract.ConfirmedStatus])),
        ...unknownLink,
        ...expired,
        ...busy,
      },
    },
    post: {
      summary: 'Confirms the sign-up, or sends a new link (`action=resend`). A second press is no error.',
      body: { types: ['application/x-www-form-urlencoded'] },
      answers: {
        200: both('Confirmed', z.union([contract.ConfirmedStatus, contract.ResentStatus])),
        ...unknownLink,
        ...expired,
        ...busy,
      },
    },
  },
  '/unsubscribe/{token}': {
    get: {
      summary: 'Shows one button. Changes nothing.',
      answers: { 200: both('A page with one button', contract.SubscriptionStatus), ...unknownLink, ...busy },
    },
    post: {
      summary:
        'Unsubscribes, also by one click (RFC 8058): always 200, never a redirect. From the page after it: comes back (`action=return`) or says why (`explain`)',
      body: { types: ['application/x-www-form-urlencoded', 'multipart/form-data'] },
      answers: {
        200: both('Unsubscribed', z.union([contract.UnsubscribedStatus, contract.SubscriptionStatus])),
        ...unknownLink,
        ...expired,
        ...busy,
      },
    },
  },
  '/preferences/{token}': {
    get: {
      summary: 'What a subscriber gets, to choose anew. Changes nothing.',
      answers: { 200: both('The choices', contract.PreferencesStatus), ...unknownLink, ...busy },
    },
    post: {
      summary:
        'Saves the whole choice; or, from its page, leaves (`action=leave`), comes back (`return`) or says why (`explain`)',
      body: { schema: contract.Preferences, types: formTypes },
      answers: {
        200: both('What is chosen now', contract.PreferencesStatus),
        ...unreadable,
        ...unknownLink,
        ...expired,
        ...busy,
      },
    },
  },
  '/my-data': {
    get: {
      summary: 'Where somebody asks for the links to their data',
      answers: { 200: page('The page') },
    },
    post: {
      summary:
        'Mails the links to their data to an address that is on record. The answer is the same for all.',
      body: { schema: contract.MyDataLinkForm, types: formTypes },
      answers: {
        200: page('Accepted, from an HTML form'),
        202: { description: 'Accepted', json: contract.Accepted },
        ...unreadable,
        429: problem('Too many requests from one network; try again after Retry-After seconds'),
        ...busy,
      },
    },
  },
  '/my-data/{token}': {
    get: {
      summary:
        'What is held: a page, a file (`?format=json`) or a table (`?format=csv&table=record`, `history` or `evidence`)',
      answers: {
        200: { ...both('What is held', ExportFile), csv: true },
        ...unknownLink,
        ...expired,
        ...busy,
      },
    },
    post: {
      summary:
        'Corrects the name (`action=rectify`, `name`), asks for a move to another address (`move`, `email`), objects (`object`) or erases (`erase`)',
      body: { types: ['application/x-www-form-urlencoded'] },
      answers: {
        200: both('Done', contract.MyDataStatus),
        ...unreadable,
        ...unknownLink,
        ...expired,
        429: problem('Too many requests from one network, or mails to one address; try again later'),
        ...busy,
      },
    },
  },
  '/receipt/{token}': {
    get: {
      summary:
        'What was agreed to, and its proof: a page, a file (`?format=json`) or its record alone (`?format=jsonld`)',
      answers: {
        200: { ...both('The receipt', ReceiptFile), jsonLd: ConsentRecord },
        404: problem('No link of ours, or no receipt any more'),
        ...busy,
      },
    },
  },
  '/export/{token}': {
    get: {
      summary: 'Shows one button. Changes nothing.',
      answers: { 200: page('A page with one button'), ...unknownLink, ...expired, ...busy },
    },
    post: {
      summary: 'Hands over the copy of somebody’s data: a zip of data.json, tables and a page to read',
      answers: { 200: { description: 'The copy', zip: true }, ...unknownLink, ...expired, ...busy },
    },
  },
  '/schemas/export-1.json': {
    get: {
      summary: 'The JSON Schema (2020-12) of data.json in such a copy',
      answers: { 200: { description: 'The schema' } },
    },
  },
  ...officeOperations,
  '/health': {
    get: { summary: 'Is it up?', answers: { 200: { description: 'It is', json: contract.Health } } },
  },
  '/openapi.json': { get: { summary: 'This document', answers: { 200: { description: 'OpenAPI 3.1' } } } },
}

/** The API as an OpenAPI 3.1 document. */
export function openApiDocument(settings: Settings): object {
  const paths = Object.entries(operations).map(([path, methods]) => [path, pathItem(path, methods)])
  return {
    openapi: '3.1.0',
    info: { title: `Supporter engagement of ${settings.organisation.name}`, version: '1' },
    servers: [{ url: settings.site.publicUrl }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { Problem: jsonSchema(contract.Problem, 'output') },
      securitySchemes: { officers: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function pathItem(path: string, methods: Record<string, Operation>): object {
  const parameters = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const described = Object.entries(methods).map(([method, operation]) => [method, describe(operation)])
  return { ...(parameters.length > 0 && { parameters }), ...Object.fromEntries(described) }
}

function describe({ summary, officers, query, body, answers }: Operation): object {
  const schema = body?.schema && jsonSchema(body.schema, 'input')
  const content = body && Object.fromEntries(body.types.map((type) => [type, schema ? { schema } : {}]))
  const responses = Object.entries(answers).map(([status, answer]) => [
    status,
    response(Number(status), answer),
  ])
  const parameters = [
    ...Object.entries(query ?? {}).map(queryParameter),
    ...(officers ? [reasonHeader(officers === 'says why')] : []),
  ]
  return {
    summary,
    ...(officers && { security: [{ officers: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { content } }),
    responses: Object.fromEntries(responses),
  }
}

function queryParameter([name, description]: [string, string]): object {
  return { name, in: 'query', description, schema: { type: 'string' } }
}

function reasonHeader(required: boolean): object {
  const description = 'Why, for the audit trail'
  return { name: 'X-Reason', in: 'header', description, required, schema: { enum: reasons } }
}

function response(status: number, { description, json, jsonLd, csv, page, zip }: Answer): object {
  const content = {
    ...(json && { 'application/json': { schema: jsonSchema(json, 'output') } }),
    ...(jsonLd && { 'application/ld+json': { schema: jsonSchema(jsonLd, 'output') } }),
    ...(csv && { 'text/csv': {} }),
    ...(page &&
      status >= 400 && { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }),
    ...(page && { 'text/html': {} }),
    ...(zip && { 'application/zip': {} }),
  }
  return { description, ...(Object.keys(content).length > 0 && { content }) }
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io })
  return described
}

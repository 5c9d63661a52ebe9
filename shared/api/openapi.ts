import * as z from 'zod/mini'
import { reasons } from '../office/reasons.ts'
import type { Settings } from '../settings/settings.ts'
import { Problem } from '../web/contract.ts'
import {
  type Answer,
  type Body,
  type OfficersRoute,
  officersAnswers,
  type QueryParameter,
  type Route,
  type Schema,
} from './route.ts'
import { routes } from './routes.ts'

/** Describes the API as an OpenAPI 3.1 document. */
export function openApiDocument(settings: Settings): object {
  return {
    openapi: '3.1.0',
    info: { title: `Supporter engagement of ${settings.organisation.name}`, version: '1' },
    servers: [{ url: settings.site.publicUrl }],
    paths: paths(routes),
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: { officers: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function paths(routes: Readonly<Record<string, Route | OfficersRoute>>): Record<string, object> {
  const items: Record<string, object> = {}
  for (const [routeKey, route] of Object.entries(routes)) {
    const [method = '', path = ''] = routeKey.split(' ')
    items[path] = { ...(items[path] ?? pathParameters(path)), [method.toLowerCase()]: operation(route) }
  }
  return items
}

function pathParameters(path: string): object {
  const names = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name)
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  return parameters.length > 0 ? { parameters } : {}
}

function operation(route: Route | OfficersRoute): object {
  const { operationId, summary, query = {}, body } = route
  const access = 'roles' in route ? route : undefined
  const answers = { ...(access && officersAnswers), ...route.answers }
  const parameters = [
    ...Object.entries(query).map(queryParameter),
    ...(access ? [reasonHeader(access.reason === 'required')] : []),
  ]
  return {
    operationId,
    summary,
    ...(access && { security: [{ officers: [] }], description: `Roles: ${access.roles.join(', ')}` }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(body) }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, response(answer)]),
    ),
  }
}

function queryParameter([name, { description, schema }]: [string, QueryParameter]): object {
  return { name, in: 'query', description, schema: schema ? jsonSchema(schema, 'input') : { type: 'string' } }
}

function reasonHeader(required: boolean): object {
  const description = 'The reason for the call, for the audit trail'
  return { name: 'X-Reason', in: 'header', description, required, schema: { type: 'string', enum: reasons } }
}

function requestBody({ types, schema, optional }: Body): object {
  const content = types.map((type) => [type, schema ? { schema: jsonSchema(schema, 'input') } : {}])
  return { required: !optional, content: Object.fromEntries(content) }
}

function response({ description, json, jsonLd, csv, html, zip, problem }: Answer): object {
  const content = {
    ...(json && { 'application/json': { schema: jsonSchema(json, 'output') } }),
    ...(jsonLd && { 'application/ld+json': { schema: jsonSchema(jsonLd, 'output') } }),
    ...(csv && { 'text/csv': {} }),
    ...(problem && { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }),
    ...(html && { 'text/html': {} }),
    ...(zip && { 'application/zip': {} }),
  }
  return { description, ...(Object.keys(content).length > 0 && { content }) }
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io })
  return described
}

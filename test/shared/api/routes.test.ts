import { existsSync } from 'node:fs'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { loadSettings } from '../../../infra/settings/load-settings.ts'
import {
  type OfficersHandlers,
  officersRoutes,
  officersRoutesOf,
} from '../../../shared/api/officers-routes.ts'
import { openApiDocument } from '../../../shared/api/openapi.ts'
import { publicRoutes } from '../../../shared/api/public-routes.ts'
import { type RouteKeyOf, routes } from '../../../shared/api/routes.ts'
import type { OfficersHandler } from '../../../shared/office/officers-endpoint.ts'
import { byRoute } from '../../../shared/web/by-route.ts'
import type { Reply } from '../../../shared/web/reply.ts'
import { officersMatrix } from '../../support/officers-matrix.ts'

describe('the routes table', () => {
  it('names functions that exist', () => {
    for (const [key, route] of Object.entries(routes))
      expect([key, existsSync(`functions/${route.function}.ts`)]).toEqual([key, true])
  })

  it('gives each officers’ route the roles of the matrix', () => {
    const roles = Object.entries(officersRoutes).map(([key, route]) => [key, route.roles])
    expect(Object.fromEntries(roles)).toEqual(officersMatrix)
  })

  it('has no route or function that is both public and for officers', () => {
    const publicly: string[] = Object.values(publicRoutes).map((route) => route.function)
    for (const route of Object.values(officersRoutes)) expect(publicly).not.toContain(route.function)
    expect(Object.keys(routes)).toHaveLength(
      Object.keys(publicRoutes).length + Object.keys(officersRoutes).length,
    )
  })

  it('names each operation and each audit trail action once', () => {
    const operations = Object.values(routes).map(({ operationId }) => operationId)
    const actions = Object.values(officersRoutes).map(({ action }) => action)
    for (const names of [operations, actions])
      expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
  })

  it('requires a reason from the caller only where a person is looked up', () => {
    const required = Object.entries(officersRoutes).filter(([, { reason }]) => reason === 'required')
    expect(required.map(([key]) => key)).toEqual(['POST /privacy/lookup'])
  })

  it('selects the routes of one function', () => {
    expect(Object.keys(officersRoutesOf('request-files'))).toEqual([
      'GET /privacy/requests/{id}/export',
      'GET /privacy/requests/{id}/certificate',
    ])
    expectTypeOf<RouteKeyOf<'form'>>().toEqualTypeOf<'GET /forms/{form}' | 'GET /forms/{form}/thanks'>()
  })
})

describe('the handlers of a function', () => {
  const answer = (): Reply => ({ statusCode: 200, headers: {}, body: '' })
  const prepare: OfficersHandler = answer

  it('do not compile if one is missing, unknown or belongs to another function', () => {
    // @ts-expect-error: no handler of the thank-you page
    byRoute<RouteKeyOf<'form'>>({ 'GET /forms/{form}': answer })
    // @ts-expect-error: no such route
    byRoute<RouteKeyOf<'health'>>({ 'GET /health': answer, 'GET /healthy': answer })
    // @ts-expect-error: no function named
    byRoute({ 'GET /health': answer })
    // @ts-expect-error: no such function
    byRoute<RouteKeyOf<'helth'>>({})
    // @ts-expect-error: no handler of the certificate
    const missing: OfficersHandlers<'request-files'> = { 'GET /privacy/requests/{id}/export': prepare }
    const foreign: OfficersHandlers<'audit'> = {
      'GET /privacy/audit': prepare,
      // @ts-expect-error: a route of another function
      'GET /privacy/requests': prepare,
    }
    expect([missing, foreign]).toHaveLength(2)
  })
})

describe('the OpenAPI document', () => {
  const document = openApiDocument(loadSettings('infra/settings/local.json')) as {
    paths: Record<string, Record<string, object>>
  }

  it('names and summarises the operation of each route with a verb', () => {
    for (const key of Object.keys(routes)) {
      const [method = '', path = ''] = key.split(' ')
      expect([key, document.paths[path]?.[method.toLowerCase()]]).toEqual([
        key,
        expect.objectContaining({
          operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
          summary: expect.stringMatching(/^[A-Z][a-z]+s\b/),
        }),
      ])
    }
  })

  it('requires a body except for presses that work without one', () => {
    const optional = Object.entries(document.paths).filter(
      ([, { post }]) => post && !(post as { requestBody?: { required: boolean } }).requestBody?.required,
    )
    expect(optional.map(([path]) => path).toSorted()).toEqual([
      '/confirm/{token}',
      '/export/{token}',
      '/unsubscribe/{token}',
    ])
  })

  it('describes the query parameters with their values', () => {
    expect(document.paths['/my-data/{token}']?.get).toMatchObject({
      parameters: [
        { name: 'locale', in: 'query', schema: { enum: ['en', 'fr', 'ar'] } },
        { name: 'format', in: 'query', schema: { enum: ['json', 'csv'] } },
        { name: 'table', in: 'query', schema: { enum: ['record', 'history', 'evidence'] } },
        { name: 'step', in: 'query', schema: { enum: ['erase'] } },
      ],
    })
  })

  it('describes the bearer token, the roles and the reason of an officers’ route', () => {
    expect(document.paths['/privacy/lookup']?.post).toMatchObject({
      security: [{ officers: [] }],
      description: 'Roles: privacy-officer, auditor',
      parameters: [{ name: 'X-Reason', in: 'header', required: true }],
      responses: { 401: {}, 403: {}, 503: {} },
    })
  })
})

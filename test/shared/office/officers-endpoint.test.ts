import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  type OfficersAccess,
  type OfficersHandler,
  officersEndpoint,
} from '../../../shared/office/officers-endpoint.ts'
import { groupsClaim } from '../../../shared/office/roles.ts'
import type { AuditTrail, OfficerAct } from '../../../shared/store/audit-trail.ts'
import { settings, start, supporterId } from '../../support/builders.ts'

const routeKey = 'GET /privacy/audit'
const access: OfficersAccess = { action: 'read-audit', roles: ['auditor'], reason: 'audit' }

/** The acts recorded and the calls performed, in order. */
let done: unknown[]
beforeEach(() => {
  done = []
})

const prepare: OfficersHandler = () => ({
  subject: supporterId,
  perform() {
    done.push('performed')
    return { statusCode: 200, headers: {}, body: '' }
  },
})
const untouched: OfficersHandler = () => {
  throw new Error('must not be called')
}
const recorded = (act: Partial<OfficerAct>) => ({ eventId: 'e1', at: start, action: 'read-audit', ...act })

interface Call {
  readonly route?: Partial<OfficersAccess>
  readonly handler?: OfficersHandler
  readonly append?: AuditTrail['append']
  readonly claims?: Record<string, string>
  readonly reason?: string
  readonly key?: string
}

async function call({ route, handler = prepare, append, claims, reason, key = routeKey }: Call = {}) {
  const trail: AuditTrail = {
    append: append ?? (async (act) => void done.push(act)),
    read: () => {
      throw new Error('must not be read')
    },
  }
  const deps = { settings: () => settings, clock: () => start, newId: () => 'e1', audit: () => trail }
  const endpoint = officersEndpoint(deps, { [routeKey]: { ...access, ...route } }, { [routeKey]: handler })
  const authorizer = { jwt: { claims: { sub: 'ann', [groupsClaim]: '[auditor]', ...claims } } }
  const event: unknown = {
    routeKey: key,
    headers: reason === undefined ? {} : { 'x-reason': reason },
    requestContext: { http: { method: 'GET', sourceIp: '192.0.2.1' }, authorizer },
  }
  const { statusCode } = await endpoint(event as APIGatewayProxyEventV2)
  return statusCode
}

describe('a call to the officers’ API', () => {
  it('is recorded before it is performed', async () => {
    expect(await call()).toBe(200)
    const act = recorded({ officer: 'ann', outcome: 'allowed', subject: supporterId, reason: 'audit' })
    expect(done).toEqual([act, 'performed'])
  })

  it('in a role that the route does not allow is recorded, and reaches no handler', async () => {
    expect(await call({ claims: { [groupsClaim]: '[communications]' }, handler: untouched })).toBe(403)
    expect(done).toEqual([recorded({ officer: 'ann', outcome: 'forbidden', reason: 'audit' })])
  })

  it('that the handler refuses is recorded as invalid', async () => {
    const refuse: OfficersHandler = () => ({ statusCode: 422, headers: {}, body: '' })
    expect(await call({ handler: refuse })).toBe(422)
    expect(done).toEqual([recorded({ officer: 'ann', outcome: 'invalid', reason: 'audit' })])
  })

  it('is not performed if it cannot be recorded', async () => {
    const append = () => Promise.reject(new Error('throttled'))
    expect(await call({ append })).toBe(503)
    expect(done).toEqual([])
  })

  it('records the reason in the header instead of the route’s', async () => {
    await call({ reason: 'incident' })
    expect(done[0]).toMatchObject({ reason: 'incident' })
  })

  it.each([
    ['required', undefined],
    ['required', 'Ann rang'],
    ['audit', 'Ann rang'],
    ['audit', ''],
  ] as const)(
    'with the route’s reason %s and %j in the header reaches no handler',
    async (reason, header) => {
      const given = header === undefined ? {} : { reason: header }
      expect(await call({ route: { reason }, handler: untouched, ...given })).toBe(422)
      expect(done).toEqual([recorded({ officer: 'ann', outcome: 'invalid' })])
    },
  )

  it('records a hash if the officer’s user name is an address', async () => {
    await call({ claims: { sub: 'ann@example.org' } })
    expect(done[0]).toMatchObject({ officer: expect.stringMatching(/^sha256:[\w-]{43}$/) })
  })

  it('to another function’s route is neither recorded nor performed', async () => {
    expect(await call({ key: 'GET /privacy/statistics', handler: untouched })).toBe(503)
    expect(done).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { accessLogOf } from '../../../../../infra/local/emulator/http-api/access-log.ts'
import type { LocalResource } from '../../../../../infra/local/emulator/template/deployment.ts'

const stage = (Format?: string) =>
  ({
    logicalId: 'Stage',
    properties: Format === undefined ? {} : { AccessLogSettings: { Format } },
  }) as unknown as LocalResource

describe('a stage’s access log', () => {
  it('has a line for each answer, in its format', () => {
    const line = accessLogOf(stage('{"id":"$context.requestId","r":"$context.routeKey $context.status"}'))
    expect(line?.({ requestId: 'a', routeKey: 'GET /x', status: 401 })).toBe('{"id":"a","r":"GET /x 401"}')
  })

  it('is undefined if the stage keeps none', () => {
    expect(accessLogOf(stage())).toBeUndefined()
  })

  it.each([
    ['$context.requestId $context.identity.sourceIp', 'identity.sourceIp'],
    ['$context.status', 'requestId'],
  ])('of the format %s is refused', (format, named) => {
    expect(() => accessLogOf(stage(format))).toThrow(named)
  })
})

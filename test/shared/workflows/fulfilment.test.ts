import { describe, expect, it } from 'vitest'
import type { DataRequest } from '../../../shared/domain/requests/request.ts'
import { type RequestType, requestTypes } from '../../../shared/domain/requests/transitions.ts'
import { commandFor, type FulfilmentInput } from '../../../shared/workflows/fulfilment.ts'

const requestFor = (type: RequestType) => ({ type }) as DataRequest

describe('fulfilling a data request', () => {
  const cases: [type: RequestType, given: FulfilmentInput, command: ReturnType<typeof commandFor>][] = [
    ['erasure', {}, { type: 'erase', method: 'officer' }],
    ['restriction', {}, { type: 'restrict' }],
    ['objection', {}, { type: 'object', method: 'officer' }],
    ['rectification', { corrections: { name: 'Ann' } }, { type: 'rectify', name: 'Ann' }],
    ['rectification', { corrections: { name: null } }, { type: 'rectify', name: null }],
    ['rectification', {}, undefined],
    ['access', {}, { type: 'export', method: 'officer' }],
    ['access', { delivery: 'by-hand' }, undefined],
    ['portability', {}, { type: 'export', method: 'officer' }],
    ['portability', { delivery: 'by-hand' }, undefined],
    ['complaint', {}, undefined],
  ]

  it.each(cases)('for %s, given %j, leads to %j', (type, given, command) => {
    expect(commandFor(requestFor(type), given)).toEqual(command)
  })

  it('has a case for every type', () => {
    expect(new Set(cases.map(([type]) => type))).toEqual(new Set(requestTypes))
  })
})

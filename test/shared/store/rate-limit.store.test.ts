import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { networkOf, rateLimit } from '../../../shared/store/rate-limit.ts'
import { hours, minutes, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

describe('the rate limit', () => {
  const limitOf = (perHour: number) => rateLimit(db.client, db.tables.supporters, async () => 'key', perHour)

  it('allows a number of requests an hour, then says how long to wait', async () => {
    const limit = limitOf(2)
    const at = start + minutes(50)
    expect([await limit.hit('198.51.100.1', at), await limit.hit('198.51.100.1', at)]).toEqual([0, 0])
    expect(await limit.hit('198.51.100.1', at)).toBe(600)
    expect(await limit.hit('198.51.100.2', at)).toBe(0)
    expect(await limit.hit('198.51.100.1', start + hours(1))).toBe(0)
  })

  it('recognises the forms that it let through, and has room for others until it is reached', async () => {
    const limit = limitOf(2)
    const ip = '198.51.100.3'
    const counter = await limit.counterOf(ip, start)
    const [first, second, third] = ['form-aaaaaaa1', 'form-aaaaaaa2', 'form-aaaaaaa3'] as const
    expect(await limit.letThrough(counter, first)).toBe(true)
    await limit.hit(ip, start, first)
    expect(await limit.letThrough(counter, third)).toBe(true)
    await limit.hit(ip, start, second)
    expect(await limit.hit(ip, start, third)).toBeGreaterThan(0)
    const known = await Promise.all([first, second, third].map((form) => limit.letThrough(counter, form)))
    expect(known).toEqual([true, true, false])
    expect(await limit.letThrough(await limit.counterOf(ip, start + hours(1)), third)).toBe(true)
  })

  it('of sixty forms an hour costs one write unit each, to the last', async () => {
    db.endpoint.capacity.clear()
    const limit = limitOf(60)
    for (let i = 0; i < 60; i++) await limit.hit('198.51.100.4', start, `form-${String(i).padStart(8, '0')}`)
    expect(new Set(db.endpoint.capacity.records.map(({ writeUnits }) => writeUnits))).toEqual(new Set([1]))
  })

  it('costs one write unit, and stores no IP address', async () => {
    db.endpoint.capacity.clear()
    await limitOf(2).hit('198.51.100.77', start)
    expect(db.endpoint.capacity.records).toMatchObject([{ operation: 'UpdateItem', writeUnits: 1 }])
    const { Items } = await db.client.send(new ScanCommand({ TableName: db.tables.supporters }))
    expect(JSON.stringify(Items)).not.toContain('198.51.100')
  })

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2345:3:4:5:6', '2001:db8:1:2300'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['2001:DB8:1:2::', '2001:db8:1:0'],
  ])('for %s counts the network %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })
})

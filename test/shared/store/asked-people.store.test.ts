import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askedPeople } from '../../../shared/store/asked-people.ts'
import { days, hours, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

describe('the people that an officer asks about', () => {
  it('are as many as the limit in a day, also if the officer asks twenty times at once', async () => {
    const asked = askedPeople(db.client, db.tables.supporters, 25)
    const waits = await Promise.all(Array.from({ length: 20 }, () => asked.add('ann', 3, start)))
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(8)
    // Nine in the morning.
    expect(new Set(waits)).toEqual(new Set([0, 15 * 60 * 60]))
    expect(await asked.add('ann', 1, start)).toBe(0)
    expect(await asked.add('ann', 1, start)).toBeGreaterThan(0)
    expect(await asked.add('bo', 25, start)).toBe(0)
    expect(await asked.add('ann', 25, start + days(1))).toBe(0)
  })

  it('are refused as a whole if they are more than a day allows', async () => {
    expect(await askedPeople(db.client, db.tables.supporters, 2).add('cy', 3, start + hours(14))).toBe(3600)
  })
})

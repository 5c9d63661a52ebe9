import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { hourOf } from '../../../shared/domain/brake.ts'
import { countFirstMails, readFirstMails } from '../../../shared/store/first-mails.ts'
import { hours, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

describe('the outcomes of first mails', () => {
  it('add up by the hour, also when counted at the same moment, and are read for a day', async () => {
    const { client, tables } = db
    const count = (bounced: number, at: number) =>
      countFirstMails(client, tables.supporters, { delivered: 1, bounced, complained: 0, confirmed: 2 }, at)
    expect(await readFirstMails(client, tables.supporters, start)).toEqual([])
    await Promise.all([
      count(3, start),
      count(4, start),
      count(5, start - hours(1)),
      count(6, start - hours(24)),
    ])
    expect(await readFirstMails(client, tables.supporters, start)).toEqual([
      { hour: hourOf(start) - 1, delivered: 1, bounced: 5, complained: 0, confirmed: 2 },
      { hour: hourOf(start), delivered: 2, bounced: 7, complained: 0, confirmed: 4 },
    ])
  })
})

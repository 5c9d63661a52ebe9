import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type MailLog, mailLog } from '../../../shared/store/mail-log.ts'
import { minutes, start, supporterId } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
let log: MailLog
let key = { supporterId, sequence: 0 }

beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
  log = mailLog(db.client, db.tables.supporters)
})
afterAll(() => db.stop())
beforeEach(() => {
  key = { supporterId, sequence: key.sequence + 1 }
})

describe('a mail', () => {
  it('is claimed by one sender at a time', async () => {
    const claims = await Promise.all(['a', 'b', 'c'].map((claimant) => log.claim(key, start, claimant)))
    expect(claims.toSorted()).toEqual(['busy', 'busy', 'claimed'])
  })

  it('is claimed again by the sender whose first answer was lost', async () => {
    await log.claim(key, start, 'a')
    expect(await log.claim(key, start, 'a')).toBe('claimed')
  })

  it('that was sent is never claimed again', async () => {
    await log.claim(key, start, 'a')
    await log.close(key, start, 'sent')
    expect(await log.claim(key, start + minutes(60), 'b')).toBe('closed')
  })

  it('whose sender crashed can be claimed half a minute later', async () => {
    await log.claim(key, start, 'a')
    expect(await log.claim(key, start + 29_000, 'b')).toBe('busy')
    expect(await log.claim(key, start + 31_000, 'b')).toBe('claimed')
  })

  it('that was tried three times without an answer is undeliverable', async () => {
    const later = (attempt: number) => start + attempt * minutes(1)
    for (const attempt of [1, 2, 3])
      expect(await log.claim(key, later(attempt), `${attempt}`)).toBe('claimed')
    expect(await log.claim(key, later(4), '4')).toBe('hopeless')
  })

  it('that SES answers and refuses can be tried any number of times', async () => {
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect(await log.claim(key, start + attempt, `${attempt}`)).toBe('claimed')
      await log.release(key)
    }
  })

  it('that was given back can be claimed at once', async () => {
    await log.claim(key, start, 'a')
    await log.release(key)
    expect(await log.claim(key, start + 1, 'b')).toBe('claimed')
  })
})

import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { loadProfiles, scanProfiles } from '../../../shared/store/profiles.ts'
import { toSupporterItems } from '../../../shared/store/supporter-item.ts'
import { address, signUp, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { given } from '../../support/scenario.ts'

let db: Database
beforeAll(async () => {
  db = await startDatabase(inject('outdir'))
})
afterAll(() => db.stop())

it('scanned profiles come in pages of a megabyte, each profile once, and nothing else in the table', async () => {
  const { supporter } = given([signUp({ place: 'x'.repeat(3000) }), start])
  const ids = Array.from({ length: 600 }, (_, i) => supporterIdOf(address(`p${i}@example.org`), 'test key'))
  const items = ids.flatMap((id) => [
    toSupporterItems(id, supporter, 0).profile,
    { supporterId: id, item: 'mail#00000001' },
  ])
  for (let i = 0; i < items.length; i += 20) {
    const puts = items.slice(i, i + 20).map((item) => ({
      PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
    }))
    await db.client.send(new BatchWriteItemCommand({ RequestItems: { [db.tables.supporters]: puts } }))
  }
  const seen: string[] = []
  let pages = 0
  let from: string | undefined
  do {
    const page = await scanProfiles(db.client, db.tables.supporters, from)
    if (!page) throw new Error('a page')
    seen.push(...page.profiles.map(({ supporterId }) => supporterId))
    from = page.next
    pages += 1
  } while (from)
  expect(pages).toBeGreaterThan(1)
  expect(seen.toSorted()).toEqual(ids.toSorted())
  const keys = [
    { supporterId: 7, item: 'profile' },
    { supporterId: 'x', item: 7 },
    { supporterId: '', item: '' },
  ]
  for (const key of [
    'nonsense',
    ...keys.map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
  ])
    expect(await scanProfiles(db.client, db.tables.supporters, key)).toBeUndefined()
  expect((await loadProfiles(db.client, db.tables.supporters, ids.slice(0, 100))).size).toBe(100)
})

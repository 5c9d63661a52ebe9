import { CreateTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { putBack } from '../../../shared/store/put-back.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'

let db: Database
const from = 'Restored'
let into: string
beforeEach(async () => {
  db = await startDatabase(inject('outdir'))
  into = db.tables.supporters
  const keys = ['supporterId', 'item']
  await db.client.send(
    new CreateTableCommand({
      TableName: from,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    }),
  )
})
afterEach(() => db.stop())

interface Row {
  readonly supporterId: string
  readonly item: string
  readonly of?: string
}

async function fill(TableName: string, rows: readonly Row[]) {
  for (const row of rows) await db.client.send(new PutItemCommand({ TableName, Item: marshall(row) }))
}
const rowsIn = async (TableName: string) => {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName, ConsistentRead: true }))
  const rows = Items.map((item) => unmarshall(item) as Row)
  return rows.toSorted((a, b) => `${a.supporterId} ${a.item}`.localeCompare(`${b.supporterId} ${b.item}`))
}

const backup = (people: number): Row[] =>
  Array.from({ length: people }, (_, n) => [
    { supporterId: `person-${100 + n}`, item: 'evidence#00000001', of: 'backup' },
    { supporterId: `person-${100 + n}`, item: 'profile', of: 'backup' },
  ]).flat()

const systemItems: Row[] = [
  { supporterId: 'network#x', item: 'limit', of: 'live' },
  { supporterId: 'person-100', item: 'export', of: 'live' },
  { supporterId: 'person-100', item: 'mail#00000001', of: 'live' },
  { supporterId: 'retention', item: 'round', of: 'live' },
  { supporterId: 'sending', item: 'pace', of: 'live' },
]

describe('a restored table that is copied back', () => {
  it('leaves exactly its records, and system items as they were', async () => {
    await fill(from, [...backup(40), ...systemItems.map((row) => ({ ...row, of: 'backup' }))])
    const lost: Row[] = [
      { supporterId: 'person-100', item: 'profile', of: 'live' },
      { supporterId: 'person-100', item: 'evidence#00000009', of: 'live' },
      { supporterId: 'person-999', item: 'profile', of: 'live' },
    ]
    await fill(into, [...lost, ...systemItems])
    expect(await putBack(db.client, { from, into })).toEqual({ written: 80, removed: 2 })
    const rows = await rowsIn(into)
    expect(rows.filter(({ of }) => of === 'backup')).toEqual(backup(40))
    expect(rows.filter(({ of }) => of === 'live')).toEqual(systemItems)
  })

  it('changes nothing the second time', async () => {
    await fill(from, backup(3))
    await putBack(db.client, { from, into })
    expect(await putBack(db.client, { from, into })).toEqual({ written: 6, removed: 0 })
    expect(await rowsIn(into)).toEqual(backup(3))
  })

  const writes = 5
  it('makes only the writes that the crash tests below cover', async () => {
    await fill(from, backup(40))
    await fill(into, [{ supporterId: 'person-999', item: 'profile' }, ...systemItems])
    const client = crashingClient(db, writes, 'before')
    expect(await putBack(client, { from, into })).toEqual({ written: 80, removed: 1 })
    client.destroy()
  })

  it.each(crashesIn(writes))(
    'is complete after the next run if one crashes at its write %i, %s it takes effect',
    async (nth, when) => {
      await fill(from, backup(40))
      await fill(into, [{ supporterId: 'person-999', item: 'profile' }, ...systemItems])
      const client = crashingClient(db, nth, when)
      await expect(putBack(client, { from, into })).rejects.toThrow('died')
      client.destroy()
      await putBack(db.client, { from, into })
      expect((await rowsIn(into)).filter(({ of }) => of !== 'live')).toEqual(backup(40))
    },
  )
})

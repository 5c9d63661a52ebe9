import { randomUUID } from 'node:crypto'
import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Command } from '../../../shared/domain/commands.ts'
import { pendingRetention } from '../../../shared/domain/lapse.ts'
import type { Supporter } from '../../../shared/domain/supporter.ts'
import { type SupporterId, supporterIdOf } from '../../../shared/domain/supporter-id.ts'
import { type ReconcileDependencies, reconcile } from '../../../shared/restore/reconcile.ts'
import { commit } from '../../../shared/store/commit.ts'
import { restoredTables } from '../../../shared/store/restored-tables.ts'
import { supporterItems } from '../../../shared/store/supporter-items.ts'
import { supporterStore } from '../../../shared/store/supporter-store.ts'
import { address, circumstances, formEvidence, hours, settings, start } from '../../support/builders.ts'
import { crashesIn, crashingClient } from '../../support/crashing-client.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import {
  arriving,
  confirming,
  departing,
  manyNames,
  offered,
  otherId,
  signUpIn,
  unsubscribing,
} from '../../support/receipts.ts'

let db: Database
beforeEach(async () => {
  db = await startDatabase(inject('outdir'))
})
afterEach(() => db.stop())

const idOf = (name: string): SupporterId => supporterIdOf(address(`${name}@example.org`), 'test key')

type Act = Command | 'confirm' | ((supporter: Supporter) => Command)

async function act(name: string, ...commands: Act[]) {
  const id = idOf(name)
  for (const command of commands) {
    const stored = await db.store.load(id)
    const now = circumstances(start + hours(stored.version), { id: randomUUID(), evidence: formEvidence() })
    const resolved = command === 'confirm' ? confirming : command
    await commit(db.store, id, typeof resolved === 'function' ? resolved(stored) : resolved, now)
  }
}

const items = async () => {
  const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.supporters }))
  return Items
}
type Items = Awaited<ReturnType<typeof items>>

async function restore(backup: Items) {
  const TableName = db.tables.supporters
  for (const { supporterId = { S: '' }, item = { S: '' } } of await items())
    await db.client.send(new DeleteItemCommand({ TableName, Key: { supporterId, item } }))
  for (const Item of backup) await db.client.send(new PutItemCommand({ TableName, Item }))
}

function dependencies(client = db.client): ReconcileDependencies {
  return {
    settings: () => settings,
    clock: () => start + hours(100),
    newId: randomUUID,
    store: () => supporterStore(client, db.tables, pendingRetention(settings)),
    tables: restoredTables(client, db.tables, pendingRetention(settings)),
    supporterItems: supporterItems(client, db.tables.supporters),
  }
}

const topics = ['stories', 'events', 'emergencies']
/** Enough to move evidence to items of its own. */
const often: (Command | 'confirm')[] = topics.flatMap((topic) => [
  signUpIn('en', [topic]),
  'confirm' as const,
])
const erase: Command[] = [{ type: 'erase', method: 'my-data' }]
const finish = (begun: number): Command => ({ type: 'finish-erasure', begun, notified: [] })

/** Restores a backup after further writes. */
async function loseRecentWrites() {
  for (const name of ['stays', 'leaves', 'erased', 'erasing', 'confirms']) await act(name, signUpIn('en'))
  for (const name of ['stays', 'leaves', 'erasing']) await act(name, 'confirm')
  await act('erased', 'confirm', ...often.slice(2))
  const backup = await items()
  await act('leaves', unsubscribing)
  await act('erased', ...erase)
  await act('erased', finish((await db.store.load(idOf('erased'))).version))
  await act('erasing', ...erase)
  await act('confirms', 'confirm')
  await act('new', signUpIn('en'), 'confirm')
  await act('briefly', signUpIn('en'), 'confirm', unsubscribing)
  await restore(backup)
}

const statusOf = async (name: string) => (await db.store.load(idOf(name))).status

async function expectReconciled() {
  expect(await statusOf('stays')).toBe('subscribed')
  expect(await statusOf('leaves')).toBe('unsubscribed')
  expect(await statusOf('confirms')).toBe('subscribed')
  expect(await statusOf('new')).toBe('unknown')
  expect(await statusOf('briefly')).toBe('unsubscribed')
  for (const name of ['erased', 'erasing']) {
    const held = (await items())
      .map((item) => unmarshall(item))
      .filter(({ supporterId }) => supporterId === idOf(name))
    expect(held).toMatchObject([{ item: 'profile', status: 'suppressed', reason: 'erased' }])
    for (const field of ['address', 'name', 'erasing']) expect(held[0]).not.toHaveProperty(field)
  }
}

describe('reconciling after a restore', () => {
  it('resubscribes no person who unsubscribed or was erased, and loses no person whose address is there', async () => {
    await loseRecentWrites()
    expect(await statusOf('leaves')).toBe('subscribed')
    expect(await reconcile(dependencies())).toEqual({
      unchanged: 1,
      folded: 5,
      erasedAgain: 2,
      leftAgain: 3,
      subscribersLost: 1,
      requestsLost: 0,
      ahead: 0,
    })
    await expectReconciled()
  })

  it('keeps supporters at the address they changed to, with nothing left at the old one', async () => {
    await act('old', ...often, { type: 'request-address-change' })
    await act('new', offered({ profile: { address: address('new@example.org') } }))
    const backup = await items()
    await act('old', departing)
    await act('new', arriving)
    await restore(backup)
    await reconcile(dependencies())
    expect([await statusOf('old'), await statusOf('new')]).toEqual(['unsubscribed', 'subscribed'])
    const oldItems = (await items())
      .map((item) => unmarshall(item))
      .filter(({ supporterId }) => supporterId === idOf('old'))
    expect(oldItems).toMatchObject([{ item: 'profile', changedTo: otherId }])
    expect(oldItems[0]).not.toHaveProperty('address')
  })

  it('deletes again what lapsed, and keeps evidence of earlier consents', async () => {
    await act('ann', ...often, ...manyNames, offered())
    const backup = await items()
    const now = { ...circumstances(start + hours(1000)), id: randomUUID() }
    await commit(db.store, idOf('ann'), { type: 'lapse' }, now)
    await restore(backup)
    await reconcile(dependencies())
    const evidence = async () => (await items()).filter(({ item }) => item?.S?.startsWith('evidence#')).length
    expect(await evidence()).toBeGreaterThan(0)
    expect(await evidence()).toBe(backup.filter(({ item }) => item?.S?.startsWith('evidence#')).length)
    expect(await db.store.load(idOf('ann'))).not.toHaveProperty('incomingAddressChange')
  })

  it('changes nothing the second time', async () => {
    await loseRecentWrites()
    await reconcile(dependencies())
    const once = await items()
    expect(await reconcile(dependencies())).toMatchObject({
      folded: 0,
      erasedAgain: 0,
      leftAgain: 0,
      ahead: 0,
    })
    expect(await items()).toEqual(once)
  })

  it('lets chains go on: lost people can sign up again, and every subscriber can unsubscribe', async () => {
    await loseRecentWrites()
    await reconcile(dependencies())
    await act('new', signUpIn('en'), 'confirm')
    await act('stays', unsubscribing)
    expect(await statusOf('new')).toBe('subscribed')
    expect(await statusOf('stays')).toBe('unsubscribed')
  })

  it('leaves a record alone that is ahead of the ledger', async () => {
    await act('ahead', signUpIn('en'), 'confirm')
    const Key = { supporterId: { S: idOf('ahead') }, sequence: { N: '2' } }
    await db.client.send(new DeleteItemCommand({ TableName: db.tables.ledger, Key }))
    expect(await reconcile(dependencies())).toMatchObject({ ahead: 1, folded: 0 })
    expect(await statusOf('ahead')).toBe('subscribed')
  })

  const writes = 6
  it('makes only the writes that the crash tests below cover', async () => {
    await loseRecentWrites()
    const client = crashingClient(db, writes, 'before')
    expect(await reconcile(dependencies(client))).toMatchObject({ folded: 5 })
    client.destroy()
  })

  it.each(crashesIn(writes))(
    'that crashes at its write %i, %s it takes effect, is finished by the next run',
    async (nth, when) => {
      await loseRecentWrites()
      const client = crashingClient(db, nth, when)
      await expect(reconcile(dependencies(client))).rejects.toThrow('died')
      client.destroy()
      await reconcile(dependencies())
      await expectReconciled()
    },
  )
})

import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { verificationOf } from '../../../shared/office/verification.ts'
import { appendLeaves } from '../../../shared/store/leaf-inbox.ts'
import type { LedgerItem } from '../../../shared/store/ledger-item.ts'
import { sealProver } from '../../../shared/store/seal-proofs.ts'
import { type SealingLedger, sealNext } from '../../../shared/workflows/sealing.ts'
import { days, hours, start } from '../../support/builders.ts'
import { type Database, startDatabase } from '../../support/database.ts'
import { confirmation, type Held, heldAfter, signUpIn, unsubscribing } from '../../support/receipts.ts'

let db: Database
let ledger: SealingLedger
beforeEach(async () => {
  db = await startDatabase(inject('outdir'))
  ledger = { client: db.client, table: db.tables.ledger }
})
afterEach(() => db.stop())

const held = () => heldAfter(signUpIn('en'), confirmation(1), unsubscribing)

/** Collects and seals like the functions, one group of events a day. */
async function seal(...groups: (readonly LedgerItem[])[]): Promise<void> {
  for (const [day, events] of groups.entries()) {
    const at = start + days(day) + hours(2)
    const hashes = Buffer.concat(events.map(({ hash }) => Buffer.from(hash, 'base64url')))
    await appendLeaves(ledger.client, ledger.table, { at, oldest: start, hashes })
    await sealNext(ledger, start + days(day) + hours(3))
  }
}

const verify = (holdings: Held, now = start + hours(4)) =>
  verificationOf(holdings, sealProver(ledger.client, ledger.table), now)

const sealedIn = ({ events }: Awaited<ReturnType<typeof verify>>) =>
  events.map(({ sealed, seal: number }) => (number === undefined ? sealed : `${sealed} ${number}`))

/** Changes or deletes items, as only the account's owner could. */
async function tamper(partition: RegExp, change?: (item: Record<string, unknown>) => object) {
  const { Items = [] } = await ledger.client.send(new ScanCommand({ TableName: ledger.table }))
  const found = Items.map((item) => unmarshall(item)).filter(({ supporterId }) => partition.test(supporterId))
  expect(found).not.toEqual([])
  for (const item of found) {
    const { supporterId, sequence } = item
    if (change)
      await ledger.client.send(
        new PutItemCommand({ TableName: ledger.table, Item: marshall({ ...item, ...change(item) }) }),
      )
    else {
      const Key = marshall({ supporterId, sequence })
      await ledger.client.send(new DeleteItemCommand({ TableName: ledger.table, Key }))
    }
  }
}

const flipped = (hash: unknown) => String(hash).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))
const zeroed = ({ length }: { length: number }) => Buffer.alloc(length)

describe('the seals of a record', () => {
  it('prove each sealed event, and show newer ones as not sealed yet', async () => {
    const ann = held()
    const [first, second] = ann.events
    if (!first || !second) throw new Error('there are events')
    await seal([first], [second])
    const verification = await verify(ann)
    expect(sealedIn(verification)).toEqual(['proven 1', 'proven 2', 'not yet'])
    expect(verification).toMatchObject({ intact: true, faults: [] })
  })

  it('contain nothing before the first seal', async () => {
    expect(sealedIn(await verify(held()))).toEqual(['not yet', 'not yet', 'not yet'])
  })

  it('do not contain an event that was rewritten, even with its whole chain', async () => {
    const [ann, rewritten] = [held(), heldAfter(signUpIn('fr'), confirmation(1), unsubscribing)]
    await seal(ann.events)
    const verification = await verify(rewritten, start + days(4))
    expect(verification.intact).toBe(false)
    expect(sealedIn(verification)).toEqual(['missing', 'missing', 'missing'])
    expect(verification.faults[0]).toContain('event 1 is not in any seal of its period')
  })

  it.each<[string, RegExp, ((item: Record<string, unknown>) => object) | undefined]>([
    ['the seal’s root was changed', /^seal$/, ({ root }) => ({ root: flipped(root) })],
    ['the seal’s number was changed', /^seal$/, () => ({ number: 7 })],
    ['the seal’s end was changed', /^seal$/, () => ({ to: new Date(start).toISOString() })],
    ['the page of the seal was changed', /^sealed#/, ({ hashes }) => ({ hashes: zeroed(hashes as Buffer) })],
    ['the page of the seal was deleted', /^sealed#/, undefined],
  ])('report a failed proof if %s', async (_, partition, change) => {
    const ann = held()
    await seal(ann.events)
    await tamper(partition, change)
    const { intact, events, faults } = await verify(ann)
    expect(intact).toBe(false)
    expect(new Set(events.map(({ sealed }) => sealed))).toEqual(new Set(['broken']))
    expect(faults).toHaveLength(ann.events.length)
  })

  it('are each read once, however many events they contain', async () => {
    const ann = held()
    await seal(ann.events.slice(0, 2), ann.events.slice(2))
    let reads = 0
    ledger.client.middlewareStack.add(
      (next) => (args) => {
        reads += 1
        return next(args)
      },
      { step: 'initialize', name: 'count' },
    )
    expect(sealedIn(await verify(ann))).toEqual(['proven 1', 'proven 1', 'proven 2'])
    // Seal 1 is already known for the third event: its page is read, then seal 2 with its page.
    expect(reads).toBe(4)
    ledger.client.middlewareStack.remove('count')
  })
})

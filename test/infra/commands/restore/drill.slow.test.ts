import { afterAll, beforeAll, expect, it } from 'vitest'
import { drill, tableOf } from '../../../../infra/commands/restore/drill.ts'
import type { LocalStack } from '../../../../infra/local/local-stack.ts'
import { startStack } from '../../../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

it('after a loss, restore and reconcile no one is resubscribed, and no one is lost whose address is there', async () => {
  const rows = await drill(stack, 'infra/settings/local.json', 1)
  const of = (group: string) => rows.find((row) => row.group === group)
  const table = tableOf(rows)
  for (const { group, resurrected } of rows)
    expect([group, resurrected.reconciled], table).toEqual([group, 0])
  for (const group of ['unsubscribe', 'object', 'are erased'])
    expect(of(group), table).toMatchObject({
      mailed: { before: 0, restored: 1, reconciled: 0 },
      resurrected: { restored: 1, reconciled: 0 },
    })
  for (const group of ['stay', 'confirm', 'sign up again'])
    expect(of(group)?.mailed, table).toMatchObject({ before: 1, reconciled: 1 })
  // Their address came after the backup and is lost, because the ledger has none.
  expect(of('sign up after')?.mailed, table).toEqual({ before: 1, restored: 0, reconciled: 0 })
}, 300_000)

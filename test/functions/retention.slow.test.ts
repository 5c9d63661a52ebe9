import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { officeAt } from '../support/office.ts'
import { settingsWith } from '../support/settings-file.ts'
import { personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  // Unconfirmed sign-ups lapse within a moment.
  const settingsFile = settingsWith({ confirmation: { linkHours: 1e-6 }, retention: { pendingDays: 1e-7 } })
  stack = await startStack({ settingsFile })
})
afterAll(() => stack.stop())

it('the daily retention round deletes unconfirmed sign-ups with only its own permissions, and records it in the ledger', async () => {
  const ann = personAt(stack)
  await ann.signUp({ name: 'Zebedee Quux' })
  await stack.idle()
  stack.fire('Retention')
  await stack.idle()
  expect(stack.logs.join()).toContain('"code":"retentionDone"')
  expect(stack.logs.join()).not.toContain('AccessDenied')
  const office = await officeAt(stack, 'privacy-officer')
  const { body } = await office.lookUp(ann.email)
  expect(body).toMatchObject({ status: 'unknown', evidence: [], verification: { intact: true } })
  expect(body.events.map(({ type, actor }: { type: string; actor: string }) => [type, actor])).toEqual([
    ['sign-up-requested', 'supporter'],
    ['lapsed', 'system'],
  ])
})

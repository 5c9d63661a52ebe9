import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { officeAt } from '../support/office.ts'
import { settingsWith } from '../support/settings-file.ts'
import { actsIn, personAt, startStack } from '../support/stack.ts'

/** Seconds until an unconfirmed sign-up lapses: longer than it waits in its queue, or it would not be recorded. */
const pending = 10

let stack: LocalStack
beforeAll(async () => {
  const settingsFile = settingsWith({
    confirmation: { linkHours: pending / 2 / 3600 },
    retention: { pendingDays: pending / 86_400 },
  })
  stack = await startStack({ settingsFile })
})
afterAll(() => stack.stop())

it('the daily retention round deletes unconfirmed sign-ups with only its own permissions, and records it in the ledger', async () => {
  const ann = personAt(stack)
  await ann.signUp({ name: 'Zebedee Quux' })
  await stack.idle()
  await sleep(pending * 1000)
  stack.fire('Retention')
  await stack.idle()
  expect(stack.logs.join()).toContain('"code":"retentionDone"')
  expect(stack.logs.join()).not.toContain('AccessDenied')
  const office = await officeAt(stack, 'privacy-officer')
  const { body } = await office.lookUp(ann.email)
  expect(body).toMatchObject({ status: 'unknown', evidence: [], verification: { intact: true } })
  expect(actsIn(body).map(({ type, actor }) => [type, actor])).toEqual([
    ['sign-up-requested', 'supporter'],
    ['lapsed', 'system'],
  ])
})

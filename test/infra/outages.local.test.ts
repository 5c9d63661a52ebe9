import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { linesCountedBy } from '../support/counted-logs.ts'
import { personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

describe('an outage', () => {
  it('of the secret that signs links is counted by the alarm on sending, at every attempt', async () => {
    stack.faults.inject({
      functionName: 'SendMail',
      service: 'secretsmanager',
      kind: 'error',
      code: 'AccessDeniedException',
      status: 400,
      times: Number.POSITIVE_INFINITY,
    })
    await personAt(stack).signUp()
    const failed = () => linesCountedBy(stack, 'SendingFailing', 'failed').length
    await expect.poll(failed, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
    expect(stack.mailbox.messages).toEqual([])
  })
})

import { DeleteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LocalStack } from '../../infra/local/local-stack.ts'
import { limitSending, tableOf, waitingIn } from '../support/sending.ts'
import { settingsWith } from '../support/settings-file.ts'
import { newEmail, personAt, startStack } from '../support/stack.ts'

let stack: LocalStack
beforeAll(async () => {
  stack = await startStack({
    settingsFile: settingsWith({
      brake: { leastBounces: 3, bounceShare: 0.5 },
      confirmation: { cooldownMinutes: 0, mailsPerDay: 20, mailsPerWeek: 20 },
    }),
  })
})
afterAll(() => stack.stop())

const mailsTo = (email: string) => stack.mailbox.messages.filter(({ to }) => to === email)

/** Forgets the counts, as a day does, and starts senders that know it. */
async function letADayPass(): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: stack.urls.aws,
    region: stack.deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const TableName = tableOf(stack, 'Supporters')
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'supporterId = :brake',
      ExpressionAttributeValues: { ':brake': { S: 'brake' } },
    }),
  )
  for (const { supporterId, item } of Items)
    if (supporterId && item)
      await client.send(new DeleteItemCommand({ TableName, Key: { supporterId, item } }))
  client.destroy()
  stack.kill('SendMail')
}

/** The confirmations that wait for more than ten minutes. */
const held = () =>
  waitingIn(stack, 'OutboxConfirmations').filter(({ visibleAt }) => visibleAt > Date.now() + 600_000)

describe('a domain that takes no mail', () => {
  it('is never mailed, and its sign-up is answered like any other', async () => {
    const ann = personAt(stack, `ann@${crypto.randomUUID()}.invalid`)
    const bo = personAt(stack)
    const [one, other] = [await ann.signUp(), await bo.signUp()]
    expect([one.status, await one.text()]).toEqual([other.status, await other.text()])
    expect(await bo.mails()).toHaveLength(1)
    expect(await ann.mails()).toEqual([])
    expect(stack.logs.join()).toContain('mailDomainUnknown')
  })
})

describe('when most new addresses bounce', () => {
  it('confirmations wait until the brake releases, and nothing else does', async () => {
    const subscriber = personAt(stack)
    await subscriber.signUp()
    await subscriber.confirm()
    const unsubscribe = await subscriber.link('unsubscribe')
    await letADayPass()
    for (const n of [1, 2, 3]) await personAt(stack, `bounce+${n}@simulator.amazonses.com`).signUp()
    await stack.idle()
    // The senders know the state of a minute ago.
    stack.kill('SendMail')

    const ann = personAt(stack, newEmail())
    expect((await ann.signUp()).status).toBe(202)
    await vi.waitUntil(() => held().length === 1, { timeout: 20_000 })
    expect(mailsTo(ann.email)).toEqual([])
    expect(stack.logs.join()).toContain('confirmationHeld')

    await subscriber.requestMyDataLink()
    await vi.waitUntil(() => mailsTo(subscriber.email).some(({ text }) => text.includes('/my-data/')), {
      timeout: 20_000,
    })
    expect((await subscriber.request(unsubscribe, { method: 'POST' })).status).toBe(200)

    await letADayPass()
    await limitSending(stack, {})
    for (const message of held()) message.visibleAt = Date.now()
    expect((await ann.confirm()).status).toBe(200)
    // The confirmation, and the welcome.
    expect(await ann.mails()).toHaveLength(2)
  })
})

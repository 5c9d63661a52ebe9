import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rawMail, send } from '../ses/mail.ts'
import { arns, deployment, type Stack, start } from './support.ts'

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'aws-'))
})

afterEach(() => rmSync(dataDir, { recursive: true }))

const Item = { supporterId: { S: 'a' }, sequence: { S: '1' } }

test('tables, secrets, mail and queues outlive a restart', async () => {
  const secret = await restarted(async (stack) => {
    await stack.as('local').dynamodb.send(new PutItemCommand({ TableName: 'Ledger', Item }))
    await send(stack, 'local', rawMail({ subject: 'Kept' }))
    stack.queues.send(arns.work, 'kept')
    return secretOf(stack)
  })
  await restarted(async (stack) => {
    const { Item: kept } = await stack
      .as('local')
      .dynamodb.send(new GetItemCommand({ TableName: 'Ledger', Key: Item }))
    expect(kept).toEqual(Item)
    expect(stack.mailbox.messages.map(({ subject }) => subject)).toEqual(['Kept'])
    expect(stack.queues.messages(arns.work).map(({ body }) => body)).toEqual(['kept'])
    expect(await secretOf(stack)).toBe(secret)
  })
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
})

test('a secret is generated as the template asks, and a new value leaves the old one as the previous', async () => {
  await restarted(async (stack) => {
    const first = await secretOf(stack)
    expect(JSON.parse(first)).toEqual({ version: '1', key: expect.stringMatching(/^[A-Za-z0-9]{64}$/) })
    const { secrets } = stack.as('local')
    await secrets.send(new PutSecretValueCommand({ SecretId: 'LinkKeys', SecretString: 'second' }))
    expect(await secretOf(stack)).toBe('second')
    expect(await secretOf(stack, 'AWSPREVIOUS')).toBe(first)
  })
})

test('a template whose keys have changed does not start on the old tables', async () => {
  await restarted(async () => {})
  const changed = deployment()
  for (const { properties } of changed.ofType('AWS::DynamoDB::Table')) properties.KeySchema.pop()
  await expect(start(changed, { dataDir })).rejects.toThrow('npm start -- --fresh')
})

async function restarted<T>(use: (stack: Stack) => Promise<T>): Promise<T> {
  const stack = await start(deployment(), { dataDir })
  try {
    return await use(stack)
  } finally {
    await stack.stop()
  }
}

async function secretOf(stack: Stack, VersionStage = 'AWSCURRENT'): Promise<string> {
  const command = new GetSecretValueCommand({ SecretId: arns.secret, VersionStage })
  return (await stack.as('local').secrets.send(command)).SecretString ?? ''
}

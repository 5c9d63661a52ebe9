import {
  BatchGetItemCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arns, clients, deployment, type Stack, start } from '../endpoint/support.ts'

let stack: Stack

beforeAll(async () => {
  stack = await start(
    deployment([
      {
        action: ['dynamodb:PutItem', 'dynamodb:conditioncheckitem'],
        resource: [arns.ledger, arns.supporters],
      },
      { action: 'dynamodb:Get*', resource: arns.supporters },
      { action: 'dynamodb:Query', resource: `${arns.ledger}/index/*` },
      { action: 'dynamodb:Query', resource: arns.supporters },
      {
        action: 'kms:Decrypt',
        resource: arns.key,
        more: { Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-2.amazonaws.com' } } },
      },
    ]),
  )
})

afterAll(() => stack.stop())

const Key = { supporterId: { S: 'a' }, item: { S: 'profile' } }
const ledgerItem = { supporterId: { S: 'a' }, sequence: { S: '1' } }

test('a call that the role allows is served', async () => {
  await stack.as('writer').dynamodb.send(new PutItemCommand({ TableName: 'Supporters', Item: Key }))
  const { Item } = await stack
    .as('writer')
    .dynamodb.send(new GetItemCommand({ TableName: arns.supporters, Key }))
  expect(Item).toEqual(Key)
})

test('a call that nothing allows is denied with AWS’s message', async () => {
  const denied = stack
    .as('other')
    .dynamodb.send(new PutItemCommand({ TableName: 'Ledger', Item: ledgerItem }))
  await expect(denied).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::000000000000:assumed-role/other-role/other is not authorized to perform: dynamodb:PutItem' +
      ` on resource: ${arns.ledger} because no identity-based policy allows the dynamodb:PutItem action`,
  })
})

test('each item of a transaction needs its own permission', async () => {
  const { dynamodb } = stack.as('writer')
  const check = {
    ConditionCheck: {
      TableName: 'Ledger',
      Key: ledgerItem,
      ConditionExpression: 'attribute_not_exists(supporterId)',
    },
  }
  const put = { Put: { TableName: 'Supporters', Item: { ...Key, n: { N: '1' } } } }
  const remove = { Delete: { TableName: 'Ledger', Key: { ...ledgerItem, sequence: { S: '2' } } } }
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put, check] }))
  await expect(
    dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put, check, remove] })),
  ).rejects.toThrow(`dynamodb:DeleteItem on resource: ${arns.ledger}`)
})

test('a query on an index needs the index, not the table', async () => {
  const query = new QueryCommand({
    TableName: 'Supporters',
    IndexName: 'by-state',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'x' } },
  })
  await expect(stack.as('writer').dynamodb.send(query)).rejects.toThrow(`${arns.supporters}/index/by-state`)
})

test('batches need the batch permission', async () => {
  const batch = new BatchGetItemCommand({ RequestItems: { Supporters: { Keys: [Key] } } })
  await expect(stack.as('writer').dynamodb.send(batch)).rejects.toThrow('dynamodb:BatchGetItem')
})

test('the key local may make any call, and sees the tables’ real names', async () => {
  const { TableNames } = await stack.as('local').dynamodb.send(new ListTablesCommand({}))
  expect(TableNames).toEqual(['Ledger', 'Supporters'])
})

test('a table with its own key is denied to a role without that key', async () => {
  const keyless = await start(deployment([{ action: 'dynamodb:*', resource: '*' }]))
  try {
    const { dynamodb } = keyless.as('writer')
    await dynamodb.send(new PutItemCommand({ TableName: 'Ledger', Item: ledgerItem }))
    await expect(dynamodb.send(new PutItemCommand({ TableName: 'Supporters', Item: Key }))).rejects.toThrow(
      /KMS key access denied.*kms:Decrypt on resource: arn:aws:kms/,
    )
  } finally {
    await keyless.stop()
  }
})

test('an explicit deny wins, and an unknown condition denies', async () => {
  const guarded = await start(
    deployment([
      { action: '*', resource: '*' },
      { action: 'dynamodb:PutItem', resource: arns.ledger, more: { Effect: 'Deny' } },
      {
        action: 'sqs:*',
        resource: '*',
        more: { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      },
    ]),
  )
  try {
    const { dynamodb, sqs } = guarded.as('writer')
    await expect(
      dynamodb.send(new PutItemCommand({ TableName: 'Ledger', Item: ledgerItem })),
    ).rejects.toThrow('with an explicit deny in an identity-based policy')
    await expect(sqs.send(new SendMessageCommand({ QueueUrl: 'work', MessageBody: 'x' }))).rejects.toThrow(
      'the condition operator "IpAddress"',
    )
  } finally {
    await guarded.stop()
  }
})

test('leading keys and the enclosing operation can be conditions', async () => {
  const Condition = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['request#*'] },
    StringEquals: { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  }
  const narrow = await start(
    deployment([{ action: 'dynamodb:PutItem', resource: arns.ledger, more: { Condition } }]),
  )
  const put = (id: string) => ({ TableName: 'Ledger', Item: { ...ledgerItem, supporterId: { S: id } } })
  const { dynamodb } = narrow.as('writer')
  try {
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put('request#1') }] }))
    const other = new TransactWriteItemsCommand({ TransactItems: [{ Put: put('a') }] })
    await expect(dynamodb.send(other)).rejects.toThrow('not authorized')
    await expect(dynamodb.send(new PutItemCommand(put('request#1')))).rejects.toThrow('not authorized')
  } finally {
    await narrow.stop()
  }
})

test.each([
  ['an unknown key', { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }, 'UnrecognizedClientException'],
  ['a wrong secret', { accessKeyId: 'ASIAWRITER', secretAccessKey: 'x' }, 'InvalidSignatureException'],
])('%s is refused', async (_, keys, name) => {
  const { dynamodb } = clients(stack.url, keys)
  await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({ name })
})

test('a secret is denied to a role that does not name it', async () => {
  const denied = stack.as('writer').secrets.send(new GetSecretValueCommand({ SecretId: 'LinkKeys' }))
  await expect(denied).rejects.toThrow(`secretsmanager:GetSecretValue on resource: ${arns.secret}`)
})

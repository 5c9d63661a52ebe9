import {
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { throttled, transactionConflict } from '../../../../../infra/local/emulator/endpoint/faults.ts'
import { arns, deployment, type Stack, start } from '../endpoint/support.ts'

let stack: Stack

beforeAll(async () => {
  stack = await start(deployment([{ action: ['dynamodb:*', 'kms:Decrypt'], resource: '*' }]))
})

beforeEach(() => {
  stack.capacity.clear()
  stack.faults.clear()
})

afterAll(() => stack.stop())

const entry = (supporterId: string, more = {}) => ({
  supporterId: { S: supporterId },
  sequence: { S: '1' },
  ...more,
})
const put = (supporterId: string, more = {}) => ({ TableName: 'Ledger', Item: entry(supporterId, more) })
const ledgerKey = (supporterId: string) => ({ TableName: 'Ledger', Key: entry(supporterId) })

test('a transaction counts two units for each kilobyte of each item', async () => {
  const large = { text: { S: 'x'.repeat(1500) } }
  const TransactItems = [{ Put: put('units-1', large) }, { Put: put('units-2') }]
  const answer = await stack.as('writer').dynamodb.send(new TransactWriteItemsCommand({ TransactItems }))
  expect(answer.ConsumedCapacity).toBeUndefined()
  expect(stack.capacity.of('writer')).toMatchObject([
    { operation: 'TransactWriteItems', writeUnits: 6, readUnits: 0, tables: ['Ledger'] },
  ])
})

test('a read counts the whole item, not its projection', async () => {
  const { dynamodb } = stack.as('writer')
  await dynamodb.send(new PutItemCommand(put('read', { text: { S: 'x'.repeat(9000) } })))
  const get = new GetItemCommand({
    ...ledgerKey('read'),
    ProjectionExpression: '#s',
    ExpressionAttributeNames: { '#s': 'supporterId' },
    ReturnConsumedCapacity: 'TOTAL',
  })
  const { Item, ConsumedCapacity } = await dynamodb.send(get)
  expect(Item).toEqual({ supporterId: { S: 'read' } })
  expect(ConsumedCapacity?.CapacityUnits).toBe(1.5)
  expect(stack.capacity.records.at(-1)).toMatchObject({ operation: 'GetItem', readUnits: 1.5, writeUnits: 0 })
})

test('a failed condition returns the item that caused it', async () => {
  const { dynamodb } = stack.as('writer')
  await dynamodb.send(new PutItemCommand(put('taken', { version: { N: '7' } })))
  const refused = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: put('free') },
      {
        Put: {
          ...put('taken'),
          ConditionExpression: 'attribute_not_exists(supporterId)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
    ],
  })
  await expect(dynamodb.send(refused)).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: entry('taken', { version: { N: '7' } }) },
    ],
  })
  expect(stack.capacity.records.at(-1)).toMatchObject({
    failed: 'TransactionCanceledException',
    writeUnits: 0,
  })
})

test('a conflict cancels the transaction with a reason for each of its items, once', async () => {
  stack.faults.inject(transactionConflict({ functionName: 'writ', conflicting: 1 }))
  const transaction = new TransactWriteItemsCommand({
    TransactItems: [{ Put: put('conflict-1') }, { Put: put('conflict-2') }],
  })
  const { dynamodb } = stack.as('writer')
  await expect(dynamodb.send(transaction)).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    message: expect.stringContaining('[None, TransactionConflict]'),
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  })
  await dynamodb.send(transaction)
})

test('a lost reply is an error to the caller although the write took effect', async () => {
  stack.faults.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'lostReply' })
  const { dynamodb } = stack.as('writer')
  await expect(dynamodb.send(new PutItemCommand(put('lost')))).rejects.toThrow()
  const { Item } = await dynamodb.send(new GetItemCommand(ledgerKey('lost')))
  expect(Item).toEqual(entry('lost'))
})

test('a transaction whose reply is lost is sent again under its token, and written once', async () => {
  stack.faults.inject({ service: 'dynamodb', operation: 'TransactWriteItems', kind: 'lostReply' })
  const { dynamodb } = stack.as('writer')
  const add = {
    ...ledgerKey('retried'),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  }
  const input = { TransactItems: [{ Update: add }], ClientRequestToken: 'token-1' }
  await expect(dynamodb.send(new TransactWriteItemsCommand(input))).rejects.toThrow()
  await dynamodb.send(new TransactWriteItemsCommand(input))
  expect((await dynamodb.send(new GetItemCommand(ledgerKey('retried')))).Item?.n).toEqual({ N: '1' })
})

test('a fault strikes only the functions that it names, and never the key local', async () => {
  stack.faults.inject({ ...throttled({ functionName: 'writer' }), times: 2 })
  await stack.as('local').dynamodb.send(new PutItemCommand(put('person')))
  const attempt = () => stack.as('writer').dynamodb.send(new PutItemCommand(put('function')))
  await expect(attempt()).rejects.toMatchObject({ name: 'ThrottlingException' })
  await expect(attempt()).rejects.toMatchObject({ name: 'ThrottlingException' })
  await attempt()
})

test.each([
  ['crashBefore', undefined],
  ['crashAfter', entry('crash-crashAfter')],
] as const)('%s ends the sandbox at the right moment', async (kind, left) => {
  const crashed: string[] = []
  stack.onCrash(({ functionName }) => crashed.push(functionName))
  stack.faults.inject({ operation: 'PutItem', kind })
  const { dynamodb } = stack.as('writer')
  await expect(dynamodb.send(new PutItemCommand(put(`crash-${kind}`)))).rejects.toThrow()
  expect(crashed).toEqual(['writer'])
  expect((await dynamodb.send(new GetItemCommand(ledgerKey(`crash-${kind}`)))).Item).toEqual(left)
})

test('tables and streams have the ARNs of the template', async () => {
  const { Table } = await stack.as('local').dynamodb.send(new DescribeTableCommand({ TableName: 'Ledger' }))
  expect(Table).toMatchObject({ TableArn: arns.ledger, LatestStreamArn: arns.ledgerStream })
})

test('a stream has each change once, and no write that changes nothing', async () => {
  const { dynamodb } = stack.as('writer')
  const from = await latest()
  await dynamodb.send(new PutItemCommand(put('stream', { n: { N: '1' } })))
  await dynamodb.send(new PutItemCommand(put('stream', { n: { N: '1' } })))
  const update = { UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: '2' } } }
  await dynamodb.send(new UpdateItemCommand({ ...ledgerKey('stream'), ...update }))
  const { Records = [] } = await stack
    .as('writer')
    .streams.send(new GetRecordsCommand({ ShardIterator: from }))
  expect(Records.map(({ eventName, awsRegion }) => [eventName, awsRegion])).toEqual([
    ['INSERT', 'eu-west-2'],
    ['MODIFY', 'eu-west-2'],
  ])
  expect(new Set(Records.map(({ eventID }) => eventID)).size).toBe(2)
})

test('an expired item is deleted by a sweep, and the stream names DynamoDB as the cause', async () => {
  const { dynamodb, streams } = stack.as('writer')
  const anHourAgo = String(Math.floor(Date.now() / 1000) - 3600)
  const from = await latest()
  await dynamodb.send(new PutItemCommand(put('expired', { expiresAt: { N: anHourAgo } })))
  expect((await dynamodb.send(new GetItemCommand(ledgerKey('expired')))).Item).toBeDefined()
  expect(await stack.expireItems()).toBe(1)
  const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator: from }))
  expect(Records).toMatchObject([
    { eventName: 'INSERT' },
    { eventName: 'REMOVE', userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } },
  ])
  expect(Records?.[0]?.userIdentity).toBeUndefined()
})

async function latest(): Promise<string | undefined> {
  const { streams } = stack.as('writer')
  const { StreamDescription } = await streams.send(
    new DescribeStreamCommand({ StreamArn: arns.ledgerStream }),
  )
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const input = { StreamArn: arns.ledgerStream, ShardId, ShardIteratorType: 'LATEST' } as const
  return (await streams.send(new GetShardIteratorCommand(input))).ShardIterator
}

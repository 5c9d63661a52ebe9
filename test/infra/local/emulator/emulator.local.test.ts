import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { expect, onTestFinished, test } from 'vitest'
import { startEmulator } from '../../../../infra/local/emulator/emulator.ts'
import type { Template } from '../../../../infra/local/emulator/template/deployment.ts'
import { apiResources, assembly, functionResources } from './template/assembly-fixture.ts'

const consumerCode = `
export const handler = async (event) => {
  if (event.source) throw new Error('no')
  if (!event.Records) return { statusCode: 200, body: 'served' }
  const records = event.Records.map((record) => record.body ?? record.dynamodb.NewImage.id.S)
  console.log('got ' + records)
  const failed = event.Records.filter((record) => record.dynamodb?.NewImage.id.S === 'poison')
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) }
}`

const allow = (Action: string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })
const arnOf = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] })

function resources(): Template['Resources'] {
  return {
    ...apiResources(['GET /']),
    ...functionResources('Worker', { DeadLetterConfig: { TargetArn: arnOf('Given') } }),
    Ledger: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Jobs: { Type: 'AWS::SQS::Queue' },
    Given: { Type: 'AWS::SQS::Queue' },
    WorkerPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'worker',
        Roles: [{ Ref: 'WorkerRole' }],
        PolicyDocument: {
          Statement: [
            allow(
              ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
              arnOf('Ledger', 'StreamArn'),
            ),
            allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Jobs')),
            allow(['sqs:SendMessage'], arnOf('Given')),
          ],
        },
      },
    },
    Stream: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arnOf('Ledger', 'StreamArn'),
        FunctionName: { Ref: 'Worker' },
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: arnOf('Given') } },
      },
    },
    Queue: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: arnOf('Jobs'), FunctionName: { Ref: 'Worker' } },
    },
    Daily: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 't', Arn: arnOf('Worker') }] },
    },
    DailyPermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: 'Worker' },
        Principal: 'events.amazonaws.com',
        SourceArn: arnOf('Daily'),
      },
    },
  }
}

async function start(transform: (template: Template) => Template = (template) => template) {
  const assemblyDir = assembly({ Resources: resources() }, consumerCode)
  const emulator = await startEmulator({ assemblyDir, transform })
  onTestFinished(() => emulator.stop())
  const { aws, deployment, queues } = emulator
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const dynamodb = new DynamoDBClient({ endpoint: aws.url, region: 'eu-west-2', credentials })
  const [table] = deployment.ofType('AWS::DynamoDB::Table')
  const given = deployment.ofType('AWS::SQS::Queue').find(({ logicalId }) => logicalId === 'Given')?.arn ?? ''
  return {
    ...emulator,
    write: (id: string) =>
      dynamodb.send(new PutItemCommand({ TableName: table?.name, Item: { id: { S: id } } })),
    givenUp: () => queues.find(given)?.messages.map(({ body }) => JSON.parse(body)) ?? [],
  }
}

test('a write to a table reaches the function that its stream is mapped to', async () => {
  const { apiUrl, idle, logs, write } = await start()
  await write('a')
  await idle()
  await write('b')
  await idle()
  expect(logs).toEqual(['got a', 'got b'])
  expect(await (await fetch(apiUrl)).text()).toBe('served')
})

test('a record that keeps failing ends in the on-failure queue, sent under the function’s role', async () => {
  const { givenUp, idle, logs, write } = await start()
  await write('poison')
  await idle()
  expect(logs).toEqual(['got poison', 'got poison'])
  expect(givenUp()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1 } }])
})

test('a queue’s messages reach the function and are deleted', async () => {
  const { deployment, idle, logs, queues } = await start()
  const jobs = deployment.ofType('AWS::SQS::Queue').find(({ logicalId }) => logicalId === 'Jobs')
  queues.send(jobs?.arn ?? '', 'job 1')
  await idle()
  expect(logs).toEqual(['got job 1'])
})

test('a schedule that is fired by hand invokes its function, and its failure ends in the dead-letter queue', async () => {
  const { fire, givenUp, idle } = await start()
  fire('Daily')
  await idle()
  expect(givenUp()).toMatchObject([{ source: 'aws.events' }])
})

test('a role that may not read its stream is an error before anything runs', async () => {
  const withoutPolicy = ({ Resources: { WorkerPolicy: _, ...Resources } }: Template) => ({ Resources })
  await expect(start(withoutPolicy)).rejects.toThrow('dynamodb:DescribeStream')
})

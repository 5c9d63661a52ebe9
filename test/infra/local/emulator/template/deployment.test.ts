// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders

import { expect, test } from 'vitest'
import { loadDeployment } from '../../../../../infra/local/emulator/template/deployment.ts'
import { assembly, deploymentOf, functionResources } from './assembly-fixture.ts'

const long = 'A'.repeat(100)

test.each([
  ['AWS::Lambda::Function', 64],
  ['AWS::IAM::Role', 64],
  ['AWS::SQS::Queue', 80],
  ['AWS::Events::Rule', 64],
])('generates names for %s within the %i characters that AWS allows', (Type, limit) => {
  const { Fn, FnRole } = functionResources('Fn', { FunctionName: undefined })
  const resources = {
    FnRole: FnRole ?? { Type },
    [long]: Type === 'AWS::Lambda::Function' && Fn ? Fn : { Type },
  }
  const name = deploymentOf(resources).resources.find(({ logicalId }) => logicalId === long)?.name ?? ''
  expect(name.length).toBe(limit)
})

test('gives a resource the same name on every start, so that its data stays', () => {
  const names = () =>
    deploymentOf({ Table: { Type: 'AWS::DynamoDB::Table' } }).resources.map(({ name }) => name)
  expect(names()).toEqual(names())
})

test('resolves Ref and GetAtt for each type', () => {
  const { resources } = deploymentOf({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'key' } },
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'ledger' } },
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    Probe: {
      Type: 'AWS::CDK::Metadata',
      Properties: {
        queue: [
          { Ref: 'Queue' },
          { 'Fn::GetAtt': ['Queue', 'Arn'] },
          { 'Fn::GetAtt': ['Queue', 'QueueName'] },
        ],
        secret: { Ref: 'Secret' },
        stream: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        api: [
          { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] },
          { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/forms' },
        ],
      },
    },
  })
  const probe = resources.find(({ logicalId }) => logicalId === 'Probe')?.properties
  expect(probe).toEqual({
    queue: [
      'http://127.0.0.1:8027/000000000000/letters',
      'arn:aws:sqs:eu-west-2:000000000000:letters',
      'letters',
    ],
    secret: expect.stringMatching(/^arn:aws:secretsmanager:eu-west-2:000000000000:secret:key-\w{6}$/),
    stream: expect.stringMatching(/^arn:aws:dynamodb:eu-west-2:000000000000:table\/ledger\/stream\//),
    api: ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/forms'],
  })
})

test('finds a function’s code, limits and policies, and gives each function its own keys', () => {
  const deployment = deploymentOf({
    ...functionResources('One', {
      Timeout: 10,
      MemorySize: 512,
      Environment: { Variables: { TABLE: 'ledger' } },
    }),
    ...functionResources('Two', { ReservedConcurrentExecutions: 1 }),
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'p',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: '*' }] },
        Roles: [{ Ref: 'OneRole' }],
      },
    },
  })
  const [one, two] = deployment.functions
  expect(one).toMatchObject({ timeoutSeconds: 10, memoryMb: 512, environment: { TABLE: 'ledger' } })
  expect(two).toMatchObject({ timeoutSeconds: 3, memoryMb: 128, reservedConcurrency: 1 })
  expect(one?.accessKeyId).not.toBe(two?.accessKeyId)
  expect(deployment.policiesOf(one?.roleArn ?? '')).toHaveLength(1)
  expect(deployment.policiesOf(two?.roleArn ?? '')).toHaveLength(0)
})

test('leaves out what its condition excludes', () => {
  const outdir = assembly({
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Outputs: { Url: { Value: { Ref: 'Queue' }, Condition: 'Never' } },
  })
  const { resources, outputs } = loadDeployment(outdir)
  expect([resources, outputs]).toEqual([[], {}])
})

test('transforms the template first', () => {
  const outdir = assembly({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } })
  const { resources } = loadDeployment(outdir, (template) => ({ ...template, Resources: {} }))
  expect(resources).toEqual([])
})

test.each([
  ['an unknown type', { A: { Type: 'AWS::Rocket::Launch' } }, 'AWS::Rocket::Launch'],
  [
    'an unknown attribute',
    { A: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { 'Fn::GetAtt': ['A', 'Colour'] } } } },
    'Colour',
  ],
  ['a missing resource', { A: { Type: 'AWS::SQS::Queue', Properties: { X: { Ref: 'Gone' } } } }, 'Gone'],
  [
    'a name that depends on itself',
    { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { Ref: 'A' } } } },
    'itself',
  ],
  [
    'a name that is too long',
    { A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: long } } },
    'longer than 80 characters',
  ],
])('names %s', (_what, resources, named) => {
  expect(() => deploymentOf(resources)).toThrow(named)
})

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import {
  type AwsEndpoint,
  type AwsEndpointOptions,
  startAwsEndpoint,
} from '../../../../../infra/local/emulator/endpoint/endpoint.ts'
import type {
  Deployment,
  LocalFunction,
  LocalResource,
  Statement,
} from '../../../../../infra/local/emulator/template/deployment.ts'

const account = '000000000000'
const region = 'eu-west-2'

export const arns = {
  supporters: `arn:aws:dynamodb:${region}:${account}:table/Supporters`,
  ledger: `arn:aws:dynamodb:${region}:${account}:table/Ledger`,
  ledgerStream: `arn:aws:dynamodb:${region}:${account}:table/Ledger/stream/2026-01-01T00:00:00.000`,
  key: `arn:aws:kms:${region}:${account}:key/1111`,
  secret: `arn:aws:secretsmanager:${region}:${account}:secret:LinkKeys-AbCdEf`,
  identity: `arn:aws:ses:${region}:${account}:identity/charity.example`,
  configurationSet: `arn:aws:ses:${region}:${account}:configuration-set/mail`,
  work: `arn:aws:sqs:${region}:${account}:work`,
  dead: `arn:aws:sqs:${region}:${account}:dead`,
}

type Allowed = { action: string | string[]; resource: string | string[]; more?: Partial<Statement> }

/** Returns a deployment with each kind of resource, and a function `writer` with the given permissions. */
export function deployment(
  allowed: Allowed[] = [],
  changes: { resources?: LocalResource[] } = {},
): Deployment {
  const resources = [...templateResources(), ...(changes.resources ?? [])]
  const functions = [localFunction('writer'), localFunction('other')]
  const statements = allowed.map(({ action, resource, more }) => ({
    Effect: 'Allow' as const,
    Action: action,
    Resource: resource,
    ...more,
  }))
  return {
    stackName: 'Test',
    region,
    accountId: account,
    template: { Resources: {} },
    resources,
    functions,
    outputs: {},
    ofType: (type) => resources.filter((resource) => resource.type === type),
    policiesOf: (roleArn) => (roleArn.endsWith('writer-role') ? [{ Statement: statements }] : []),
    functionOf: (name) => functions.find((candidate) => candidate.name === name) ?? localFunction(name),
  }
}

export interface Stack extends AwsEndpoint {
  deployment: Deployment
  /** Creates clients with the keys of a function, or with the key `local`. */
  as(functionName: string): ReturnType<typeof clients>
}

export async function start(
  description: Deployment,
  options: Partial<AwsEndpointOptions> = {},
): Promise<Stack> {
  const endpoint = await startAwsEndpoint(description, { port: 0, ...options })
  return {
    ...endpoint,
    deployment: description,
    as: (name) => clients(endpoint.url, keysOf(description, name)),
  }
}

export function clients(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }) {
  const options = { endpoint, region, credentials, maxAttempts: 1 }
  return {
    dynamodb: new DynamoDBClient(options),
    streams: new DynamoDBStreamsClient(options),
    secrets: new SecretsManagerClient(options),
    ses: new SESClient(options),
    sqs: new SQSClient(options),
  }
}

function keysOf({ functions }: Deployment, name: string) {
  if (name === 'local') return { accessKeyId: 'local', secretAccessKey: 'local' }
  const found = functions.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`No function ${name}`)
  return { accessKeyId: found.accessKeyId, secretAccessKey: found.secretAccessKey }
}

function localFunction(name: string): LocalFunction {
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
    roleArn: `arn:aws:iam::${account}:role/${name}-role`,
    handler: 'index.handler',
    assetDir: '/nowhere',
    environment: {},
    timeoutSeconds: 3,
    memoryMb: 128,
    accessKeyId: `ASIA${name.toUpperCase()}`,
    secretAccessKey: `secret of ${name}`,
  }
}

function resource(
  type: string,
  name: string,
  arn: string,
  properties: LocalResource['properties'],
): LocalResource {
  return { logicalId: name, type, name, physicalId: name, arn, properties }
}

function templateResources(): LocalResource[] {
  const keys = (hash: string, range: string) => ({
    KeySchema: [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ],
  })
  const strings = (...names: string[]) => ({
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  })
  return [
    resource('AWS::DynamoDB::GlobalTable', 'Supporters', arns.supporters, {
      ...keys('supporterId', 'item'),
      ...strings('supporterId', 'item', 'state'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-state',
          KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [{ Region: region, SSESpecification: { KMSMasterKeyId: arns.key } }],
    }),
    resource('AWS::DynamoDB::Table', 'Ledger', arns.ledger, {
      ...keys('supporterId', 'sequence'),
      ...strings('supporterId', 'sequence'),
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
    resource('AWS::KMS::Key', '1111', arns.key, {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'kms:*',
            Resource: '*',
            Principal: { AWS: `arn:aws:iam::${account}:root` },
          },
        ],
      },
    }),
    resource('AWS::SecretsManager::Secret', 'LinkKeys', arns.secret, {
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: '{"version":"1"}',
        GenerateStringKey: 'key',
      },
    }),
    resource('AWS::SES::EmailIdentity', 'charity.example', arns.identity, {
      EmailIdentity: 'charity.example',
    }),
    resource('AWS::SES::ConfigurationSet', 'mail', arns.configurationSet, { Name: 'mail' }),
    resource('AWS::SES::ConfigurationSetEventDestination', 'events', '', {
      ConfigurationSetName: 'mail',
      EventDestination: {
        Enabled: true,
        EventBridgeDestination: { EventBusArn: `arn:aws:events:${region}:${account}:event-bus/default` },
        MatchingEventTypes: ['BOUNCE', 'COMPLAINT', 'DELIVERY', 'DELIVERY_DELAY', 'REJECT'],
      },
    }),
    resource('AWS::SQS::Queue', 'work', arns.work, {
      RedrivePolicy: { deadLetterTargetArn: arns.dead, maxReceiveCount: 2 },
    }),
    resource('AWS::SQS::Queue', 'dead', arns.dead, {}),
  ]
}

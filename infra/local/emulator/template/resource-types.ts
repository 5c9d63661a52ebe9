import {
  arnOf,
  globalArnOf,
  lower,
  type Named,
  type Place,
  plain,
  stableId,
  upper,
  uuid,
} from './physical-ids.ts'

export interface ResourceType {
  /** The property with the explicit name. */
  nameProperty?: string
  /** The longest name that AWS accepts. */
  limit?: number
  /** Generates an id, for types whose name is not made of the stack's name and the logical id. */
  generate?: (place: Place & { logicalId: string }) => string
  /** Returns the value of `Ref`; the name unless given. */
  ref?: (resource: Named) => string
  arn?: (resource: Named) => string
  attributes?: Record<string, (resource: Named) => string>
}

/** The creation time of every stream, which is part of its ARN. */
export const streamLabel = '2026-01-01T00:00:00.000'

/** Returns the description of a resource type. @throws Error that names an unknown type */
export function resourceType(type: string): ResourceType {
  const known = types[type]
  if (!known) throw new Error(`Unknown resource type "${type}": add it to template/resource-types.ts`)
  return known
}

const tableArn = arnOf('dynamodb', (r) => `table/${r.name}`)
const table: ResourceType = {
  nameProperty: 'TableName',
  limit: 255,
  arn: tableArn,
  attributes: { StreamArn: (r) => `${tableArn(r)}/stream/${streamLabel}`, TableId: uuid },
}

const queueUrl = (r: Named) => `${r.awsUrl}/${r.accountId}/${r.name}`
const secretArn = arnOf(
  'secretsmanager',
  (r) => `secret:${r.name}-${stableId(6, upper + lower, r.stackName, r.logicalId)}`,
)
const topicArn = arnOf('sns', (r) => r.name)
const managedPolicyArn = globalArnOf('iam', (r) => `policy/${r.name}`)
const poolProvider = (r: Named) => `cognito-idp.${r.region}.amazonaws.com/${r.name}`
const apiArn = (r: Named) => `arn:aws:apigateway:${r.region}::/apis/${r.name}`
const dkim = (kind: 'Name' | 'Value', nth: number) => (r: Named) => {
  const token = stableId(32, lower, r.stackName, r.logicalId, String(nth))
  return kind === 'Name' ? `${token}._domainkey.${r.name}` : `${token}.dkim.amazonses.com`
}

/** Types that the emulator runs. */
const running: Record<string, ResourceType> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    limit: 64,
    arn: arnOf('lambda', (r) => `function:${r.name}`),
  },
  'AWS::Lambda::EventSourceMapping': {
    generate: uuid,
    arn: arnOf('lambda', (r) => `event-source-mapping:${r.name}`),
    attributes: {
      Id: (r) => r.name,
      EventSourceMappingArn: arnOf('lambda', (r) => `event-source-mapping:${r.name}`),
    },
  },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    limit: 64,
    arn: globalArnOf('iam', (r) => `role/${r.name}`),
    attributes: { RoleId: (r) => `AROA${stableId(17, upper, r.stackName, r.logicalId)}` },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName', limit: 128 },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    limit: 128,
    ref: managedPolicyArn,
    arn: managedPolicyArn,
    attributes: { PolicyArn: managedPolicyArn },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    limit: 80,
    ref: queueUrl,
    arn: arnOf('sqs', (r) => r.name),
    attributes: { QueueName: (r) => r.name, QueueUrl: queueUrl },
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    limit: 512,
    ref: secretArn,
    arn: secretArn,
    attributes: { Id: secretArn },
  },
  'AWS::SES::EmailIdentity': {
    nameProperty: 'EmailIdentity',
    arn: arnOf('ses', (r) => `identity/${r.name}`),
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((nth) => [
        [`DkimDNSTokenName${nth}`, dkim('Name', nth)],
        [`DkimDNSTokenValue${nth}`, dkim('Value', nth)],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': {
    nameProperty: 'Name',
    limit: 64,
    arn: arnOf('ses', (r) => `configuration-set/${r.name}`),
  },
  'AWS::SES::ConfigurationSetEventDestination': { generate: plain(20, lower) },
  'AWS::Events::Rule': { nameProperty: 'Name', limit: 64, arn: arnOf('events', (r) => `rule/${r.name}`) },
  'AWS::ApiGatewayV2::Api': {
    generate: plain(10, lower),
    arn: apiArn,
    attributes: { ApiId: (r) => r.name, ApiEndpoint: (r) => r.apiUrl },
  },
  'AWS::ApiGatewayV2::Route': { generate: plain(7, lower), attributes: { RouteId: (r) => r.name } },
  'AWS::ApiGatewayV2::Integration': {
    generate: plain(7, lower),
    attributes: { IntegrationId: (r) => r.name },
  },
  'AWS::ApiGatewayV2::Authorizer': { generate: plain(6, lower), attributes: { AuthorizerId: (r) => r.name } },
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName', limit: 128 },
}

/** Types that the emulator accepts and does not run: they neither serve a request nor restrict one. */
const accepted: Record<string, ResourceType> = {
  'AWS::CDK::Metadata': {},
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    limit: 255,
    arn: arnOf('cloudwatch', (r) => `alarm:${r.name}`),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    nameProperty: 'AlarmName',
    limit: 255,
    arn: arnOf('cloudwatch', (r) => `alarm:${r.name}`),
  },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', limit: 255 },
  'AWS::Cognito::UserPool': {
    generate: (place) => `${place.region}_${plain(9, upper)(place)}`,
    arn: arnOf('cognito-idp', (r) => `userpool/${r.name}`),
    attributes: {
      UserPoolId: (r) => r.name,
      ProviderName: poolProvider,
      ProviderURL: (r) => `https://${poolProvider(r)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    generate: plain(26, lower),
    attributes: { ClientId: (r) => r.name, Name: (r) => String(r.properties.ClientName ?? r.logicalId) },
  },
  'AWS::Cognito::UserPoolDomain': { nameProperty: 'Domain', limit: 63 },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName', limit: 128 },
  'AWS::Cognito::UserPoolResourceServer': { nameProperty: 'Identifier', limit: 256 },
  'AWS::Cognito::ManagedLoginBranding': { generate: uuid },
  'AWS::KMS::Key': {
    generate: uuid,
    arn: arnOf('kms', (r) => `key/${r.name}`),
    attributes: { KeyId: (r) => r.name },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', limit: 256, arn: arnOf('kms', (r) => r.name) },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    limit: 512,
    arn: arnOf('logs', (r) => `log-group:${r.name}:*`),
  },
  'AWS::Logs::MetricFilter': {},
  'AWS::Logs::QueryDefinition': { generate: uuid },
  'AWS::Route53::RecordSet': {},
  'AWS::SecretsManager::ResourcePolicy': {},
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    limit: 256,
    ref: topicArn,
    arn: topicArn,
    attributes: { TopicName: (r) => r.name, TopicArn: topicArn },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': {},
}

const types: Record<string, ResourceType> = { ...running, ...accepted }

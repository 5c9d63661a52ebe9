import type { LocalResource } from './local-resource.ts'

type OneOrMany<T> = T | T[]

export interface Statement {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Action?: OneOrMany<string>
  NotAction?: OneOrMany<string>
  Resource?: OneOrMany<string>
  NotResource?: OneOrMany<string>
  Principal?: unknown
  Condition?: Record<string, Record<string, OneOrMany<string>>>
}

/** An IAM policy with all intrinsics resolved. */
export interface PolicyDocument {
  Version?: string
  Statement: OneOrMany<Statement>
}

/** Returns the role's inline, attached and managed policies. @throws Error for an unknown role or managed policy */
export function rolePolicies(roleArn: string, resources: LocalResource[]): PolicyDocument[] {
  const role = resources.find(({ type, arn }) => type === 'AWS::IAM::Role' && arn === roleArn)
  if (!role) throw new Error(`The template has no role "${roleArn}"`)
  const inline: PolicyDocument[] = (role.properties.Policies ?? []).map(
    ({ PolicyDocument }: { PolicyDocument: PolicyDocument }) => PolicyDocument,
  )
  const attached = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy')
    .filter(({ properties }) => (properties.Roles ?? []).includes(role.name))
    .map(({ properties }) => properties.PolicyDocument as PolicyDocument)
  const managed = ((role.properties.ManagedPolicyArns ?? []) as string[]).map((arn) =>
    managedPolicy(arn, resources),
  )
  return [...inline, ...attached, ...managed]
}

function managedPolicy(arn: string, resources: LocalResource[]): PolicyDocument {
  const own = resources.find(
    (resource) => resource.type === 'AWS::IAM::ManagedPolicy' && resource.arn === arn,
  )
  if (own) return own.properties.PolicyDocument
  const known = awsManaged[arn.replace(/^arn:aws:iam::aws:policy\//, '')]
  if (!known) throw new Error(`Unknown managed policy "${arn}": add it to template/role-policies.ts`)
  return known
}

const allow = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
})

const logging = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']

const awsManaged: Record<string, PolicyDocument> = {
  'service-role/AWSLambdaBasicExecutionRole': allow(...logging),
  'service-role/AWSLambdaDynamoDBExecutionRole': allow(
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    ...logging,
  ),
  'service-role/AWSLambdaSQSQueueExecutionRole': allow(
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    ...logging,
  ),
  AWSXRayDaemonWriteAccess: allow(
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ),
}

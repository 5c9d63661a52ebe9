import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import cdk from '../../cdk.json' with { type: 'json' }
import { loadSettings } from '../../infra/settings/load-settings.ts'
import { SupporterEngagementStack } from '../../infra/stack.ts'
import { logCodes } from '../../shared/lib/log.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { officersMatrix } from '../support/officers-matrix.ts'
import { expectProperties } from '../support/template.ts'

/** Returns the template of a production deployment, without bundling, which does not affect it. */
const synthesize = (file: string): Template => synthesizeWith(loadSettings(file))

function synthesizeWith(settings: Settings): Template {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  return Template.fromStack(new SupporterEngagementStack(app, settings))
}

let template: Template
beforeAll(() => {
  template = synthesize('infra/settings/production.example.json')
})

interface Resource {
  Type: string
  Properties: Record<string, unknown>
  DeletionPolicy?: string
}

const resources = (type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][]

interface Statement {
  Effect: string
  Action: string | string[]
  Resource: unknown
  Condition?: Record<string, Record<string, string | string[]>>
}

/** Returns every statement of a function's role, with the role's logical id. */
function statements(): [string, Statement][] {
  return resources('AWS::IAM::Policy').flatMap(([, { Properties }]) => {
    const { PolicyDocument, Roles } = Properties as {
      PolicyDocument: { Statement: Statement[] }
      Roles: { Ref: string }[]
    }
    return PolicyDocument.Statement.map((statement): [string, Statement] => [Roles[0]?.Ref ?? '', statement])
  })
}

const actionsOn = (resourcePart: string) =>
  statements()
    .filter(([, { Resource }]) => JSON.stringify(Resource).includes(resourcePart))
    .flatMap(([role, { Action }]) =>
      [Action].flat().map((action) => `${role.replace(/Role\w{8}$/, '')} ${action}`),
    )
    .filter((entry) => entry.includes('dynamodb:'))
    .toSorted()

describe('the tables', () => {
  it('are on demand, backed up, protected, retained, and encrypted with the charity’s own key', () => {
    const tables = resources('AWS::DynamoDB::GlobalTable')
    expect(tables.map(([id]) => id.replace(/\w{8}$/, '')).toSorted()).toEqual([
      'RegisterRequests',
      'TablesLedger',
      'TablesSupporters',
    ])
    for (const [, table] of tables) {
      expect(table.DeletionPolicy).toBe('Retain')
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            SSESpecification: { KMSMasterKeyId: expect.anything() },
          },
        ],
      })
    }
    expectProperties(template, 'AWS::KMS::Key', { EnableKeyRotation: true })
  })

  it('delete expired items, and stream the ledger’s new ones', () => {
    expectProperties(template, 'AWS::DynamoDB::GlobalTable', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    })
    expectProperties(template, 'AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'supporterId', KeyType: 'HASH' },
        { AttributeName: 'sequence', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: Match.absent(),
    })
  })

  it('have no fixed names, so that a second stack fits in the account', () => {
    for (const [, { Properties }] of resources('AWS::DynamoDB::GlobalTable')) {
      expect(Properties).not.toHaveProperty('TableName')
    }
  })
})

describe('the functions’ roles', () => {
  it('allow on the ledger what their job needs: read, append, follow, never change', () => {
    expect(actionsOn('Ledger')).toEqual(
      [
        'ApiMyData dynamodb:PutItem',
        'ApiMyData dynamodb:Query',
        'ApiConfirm dynamodb:PutItem',
        'ApiConfirm dynamodb:Query',
        'ApiPreferences dynamodb:PutItem',
        'ApiPreferences dynamodb:Query',
        'ApiExport dynamodb:Query',
        'ApiReceipt dynamodb:GetItem',
        'ApiReceipt dynamodb:Query',
        'ApiUnsubscribe dynamodb:PutItem',
        'ApiUnsubscribe dynamodb:Query',
        'FeedbackFeedback dynamodb:PutItem',
        'FeedbackFeedback dynamodb:Query',
        'FeedbackRecordFeedback dynamodb:PutItem',
        'FeedbackRecordFeedback dynamodb:Query',
        'FollowUpFollowUp dynamodb:GetItem',
        'FollowUpFollowUp dynamodb:PutItem',
        'FollowUpFollowUp dynamodb:Query',
        'MyDataLinkRequestsRecordMyDataLinkRequest dynamodb:PutItem',
        'MyDataLinkRequestsRecordMyDataLinkRequest dynamodb:Query',
        'DailyOfficeCount dynamodb:PutItem',
        'DailyOfficeDigest dynamodb:PutItem',
        'OfficersAudit dynamodb:PutItem',
        'OfficersAudit dynamodb:Query',
        'OfficersDataRequests dynamodb:GetItem',
        'OfficersDataRequests dynamodb:PutItem',
        'OfficersDataRequests dynamodb:PutItem',
        'OfficersDataRequests dynamodb:Query',
        'OfficersLookUp dynamodb:GetItem',
        'OfficersLookUp dynamodb:PutItem',
        'OfficersRequestFiles dynamodb:GetItem',
        'OfficersRequestFiles dynamodb:PutItem',
        'OfficersRequestFiles dynamodb:Query',
        'OfficersLookUp dynamodb:Query',
        'OfficersMailingList dynamodb:PutItem',
        'OfficersMayMail dynamodb:PutItem',
        'OfficersStatistics dynamodb:PutItem',
        'OfficersStatistics dynamodb:Query',
        'OfficersSuppressions dynamodb:PutItem',
        'OfficersSuppressions dynamodb:PutItem',
        'OfficersSuppressions dynamodb:Query',
        'OutboxEnqueueWork dynamodb:DescribeStream',
        'OutboxEnqueueWork dynamodb:GetRecords',
        'OutboxEnqueueWork dynamodb:GetShardIterator',
        'OutboxEnqueueWork dynamodb:ListStreams',
        'OutboxSendMail dynamodb:GetItem',
        'OutboxSendMail dynamodb:Query',
        'RetentionRetention dynamodb:PutItem',
        'RetentionRetention dynamodb:PutItem',
        'RetentionRetention dynamodb:Query',
        'SealsCollectLeaves dynamodb:DescribeStream',
        'SealsCollectLeaves dynamodb:GetRecords',
        'SealsCollectLeaves dynamodb:GetShardIterator',
        'SealsCollectLeaves dynamodb:ListStreams',
        'SealsCollectLeaves dynamodb:PutItem',
        'SealsSeal dynamodb:GetItem',
        'SealsSeal dynamodb:PutItem',
        'SealsSeal dynamodb:Query',
        'SignUpsRecordSignUp dynamodb:PutItem',
        'SignUpsRecordSignUp dynamodb:Query',
      ].toSorted(),
    )
  })

  it('allow on the supporters what their job needs', () => {
    expect(actionsOn('Supporters')).toEqual(
      [
        'ApiRequestMyDataLink dynamodb:UpdateItem',
        'ApiMyData dynamodb:GetItem',
        'ApiMyData dynamodb:PutItem',
        'ApiMyData dynamodb:Query',
        'ApiMyData dynamodb:UpdateItem',
        'ApiConfirm dynamodb:GetItem',
        'ApiConfirm dynamodb:PutItem',
        'ApiPreferences dynamodb:GetItem',
        'ApiPreferences dynamodb:PutItem',
        'ApiReceipt dynamodb:Query',
        'ApiSignUp dynamodb:UpdateItem',
        'ApiUnsubscribe dynamodb:GetItem',
        'ApiUnsubscribe dynamodb:PutItem',
        'FeedbackFeedback dynamodb:GetItem',
        'FeedbackFeedback dynamodb:PutItem',
        'FeedbackRecordFeedback dynamodb:GetItem',
        'FeedbackRecordFeedback dynamodb:PutItem',
        'FollowUpFollowUp dynamodb:DeleteItem',
        'FollowUpFollowUp dynamodb:GetItem',
        'FollowUpFollowUp dynamodb:PutItem',
        'FollowUpFollowUp dynamodb:Query',
        'MyDataLinkRequestsRecordMyDataLinkRequest dynamodb:GetItem',
        'MyDataLinkRequestsRecordMyDataLinkRequest dynamodb:PutItem',
        'DailyOfficeCount dynamodb:Scan',
        'ApiExport dynamodb:GetItem',
        'OfficersDataRequests dynamodb:GetItem',
        'OfficersDataRequests dynamodb:PutItem',
        'OfficersDataRequests dynamodb:Query',
        'OfficersRequestFiles dynamodb:Query',
        'OfficersLookUp dynamodb:Query',
        'OfficersMailingList dynamodb:Scan',
        'OfficersMayMail dynamodb:BatchGetItem',
        'OfficersMayMail dynamodb:UpdateItem',
        'OfficersSuppressions dynamodb:GetItem',
        'OfficersSuppressions dynamodb:PutItem',
        'RetentionRetention dynamodb:DeleteItem',
        'RetentionRetention dynamodb:GetItem',
        'RetentionRetention dynamodb:PutItem',
        'RetentionRetention dynamodb:Query',
        'RetentionRetention dynamodb:Scan',
        'OutboxSendMail dynamodb:GetItem',
        'OutboxSendMail dynamodb:UpdateItem',
        'SignUpsRecordSignUp dynamodb:GetItem',
        'SignUpsRecordSignUp dynamodb:PutItem',
        // The counts of first mails.
        'DailyOfficeDigest dynamodb:Query',
        'OutboxEnqueueWork dynamodb:UpdateItem',
        'OutboxSendMail dynamodb:Query',
      ].toSorted(),
    )
  })

  it('let the function that answers a sign-up only count, make ids and queue', () => {
    const actions = statements()
      .filter(([role]) => role.startsWith('ApiSignUpRole'))
      .flatMap(([, { Action }]) => [Action].flat())
      .filter((action) => !/^(kms|logs):/.test(action))
    expect(actions.toSorted()).toEqual([
      'dynamodb:UpdateItem',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:SendMessage',
    ])
  })

  it('allow the counts of first mails, and no supporter, to those who count and read them', () => {
    const counting = statements().filter(
      ([role, { Resource, Action }]) =>
        JSON.stringify(Resource).includes('TablesSupporters') &&
        (/^(DailyOfficeDigest|OutboxEnqueueWork)/.test(role) || Action === 'dynamodb:Query') &&
        /^(DailyOffice|Outbox)/.test(role) &&
        !/^DailyOfficeCount/.test(role),
    )
    expect(counting).toHaveLength(3)
    for (const [, { Condition }] of counting)
      expect(Condition?.['ForAllValues:StringLike']).toEqual({ 'dynamodb:LeadingKeys': ['brake'] })
  })

  it('allow no action on all resources', () => {
    for (const [role, { Action, Resource }] of statements()) {
      // AWS supports these only for all resources.
      const general = ['dynamodb:ListStreams', 'ses:GetSendQuota']
      if (![Action].flat().every((action) => general.includes(action)))
        expect([role, [Resource].flat()]).not.toEqual([role, expect.arrayContaining(['*'])])
      const keyActions = [Action].flat().every((action) => action.startsWith('kms:'))
      if (!keyActions) expect([Action].flat().join()).not.toMatch(/\*/)
    }
  })

  it('ask for every value of a key with several, and for one value at least', () => {
    const multiValued = ['events:source', 'events:detail-type', 'dynamodb:LeadingKeys']
    const asked = statements().flatMap(([role, { Condition = {} }]) =>
      multiValued
        .filter((key) => JSON.stringify(Condition).includes(`"${key}"`))
        .map((key) => ({
          role,
          key,
          operators: Object.keys(Condition).filter((operator) => key in (Condition[operator] ?? {})),
        })),
    )
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set(multiValued))
    for (const one of asked)
      expect(one).toEqual({ ...one, operators: [expect.stringMatching(/^ForAllValues:String/), 'Null'] })
  })

  it('let one function send mail, and only as the organisation', () => {
    const sending = statements().filter(([, { Action }]) =>
      [Action].flat().some((action) => action.startsWith('ses:')),
    )
    expect(sending).toMatchObject([
      [
        expect.stringContaining('SendMail'),
        {
          Action: 'ses:SendRawEmail',
          Condition: { StringEquals: { 'ses:FromAddress': 'hello@mail.example.org' } },
        },
      ],
      [expect.stringContaining('SendMail'), { Action: 'ses:GetSendQuota' }],
    ])
  })
})

describe('the queues of sign-ups, which hold personal data', () => {
  it('are encrypted with the organisation’s own key, and keep a form for a week at most', () => {
    const queues = resources('AWS::SQS::Queue').filter(([id]) => id.startsWith('SignUps'))
    const KmsMasterKeyId = { 'Fn::GetAtt': [expect.stringContaining('DataKey'), 'Arn'] }
    expect(queues.map(([, { Properties }]) => Properties)).toEqual(
      [7, 4].map((days) =>
        expect.objectContaining({ KmsMasterKeyId, MessageRetentionPeriod: days * 24 * 60 * 60 }),
      ),
    )
  })
})

describe('the functions', () => {
  it('are arm64 on Node 24, each with its own role and logs that expire', () => {
    const functions = resources('AWS::Lambda::Function')
    for (const [id, { Properties }] of functions) {
      expect([id, Properties]).toMatchObject([id, { Architectures: ['arm64'], Runtime: 'nodejs24.x' }])
      expect(Properties).toHaveProperty('LoggingConfig')
    }
    const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role))
    expect(new Set(roles).size).toBe(functions.length)
    for (const [, { Properties }] of resources('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBe(30)
  })
})

describe('the queues', () => {
  it('leave a new account’s ten invocations to the API, unless the settings say otherwise', () => {
    const settings = loadSettings('infra/settings/production.example.json')
    const limits = { ...settings.limits, workerConcurrency: 7 }
    const larger = synthesizeWith({ ...settings, limits })
    for (const [stack, most] of [
      [template, 2],
      [larger, 7],
    ] as const) {
      const mappings = Object.values(stack.findResources('AWS::Lambda::EventSourceMapping')).map(
        ({ Properties }) => Properties,
      )
      const [streams, queues] = [true, false].map((stream) =>
        mappings.filter(({ StartingPosition }) => Boolean(StartingPosition) === stream),
      )
      expect(queues?.length).toBeGreaterThan(3)
      for (const queue of queues ?? []) expect(queue.ScalingConfig).toEqual({ MaximumConcurrency: most })
      for (const stream of streams ?? []) expect(stream.ParallelizationFactor ?? 1).toBe(1)
    }
  })

  it('are fed by one of two readers of the ledger’s stream: AWS may throttle a third', () => {
    const readers = resources('AWS::Lambda::EventSourceMapping')
      .map(([, { Properties }]) => Properties)
      .filter(({ StartingPosition }) => StartingPosition)
    expect(readers.length).toBeLessThanOrEqual(2)
  })
})

describe('the API', () => {
  const routes = () => resources('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)

  it('has these routes, with a bearer token required on the officers’', () => {
    const open = routes().filter(({ AuthorizationType }) => AuthorizationType !== 'JWT')
    expect(open.map(({ RouteKey }) => RouteKey).toSorted()).toEqual([
      '$default',
      'GET /confirm/{token}',
      'GET /embed.js',
      'GET /export/{token}',
      'GET /forms/{form}',
      'GET /forms/{form}/thanks',
      'GET /health',
      'GET /my-data',
      'GET /my-data/{token}',
      'GET /openapi.json',
      'GET /preferences/{token}',
      'GET /receipt/{token}',
      'GET /schemas/export-1.json',
      'GET /unsubscribe/{token}',
      'HEAD /confirm/{token}',
      'HEAD /embed.js',
      'HEAD /export/{token}',
      'HEAD /forms/{form}',
      'HEAD /forms/{form}/thanks',
      'HEAD /health',
      'HEAD /my-data',
      'HEAD /my-data/{token}',
      'HEAD /openapi.json',
      'HEAD /preferences/{token}',
      'HEAD /receipt/{token}',
      'HEAD /schemas/export-1.json',
      'HEAD /unsubscribe/{token}',
      'POST /confirm/{token}',
      'POST /export/{token}',
      'POST /my-data',
      'POST /my-data/{token}',
      'POST /preferences/{token}',
      'POST /signups',
      'POST /unsubscribe/{token}',
    ])
    const guarded = routes().filter(({ AuthorizationType }) => AuthorizationType === 'JWT')
    expect(guarded.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(Object.keys(officersMatrix).toSorted())
  })

  it('answers only scripts from the forms’ origins, and is throttled', () => {
    expectProperties(template, 'AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://www.example.org'],
        AllowMethods: ['POST'],
        AllowCredentials: true,
      },
    })
    expectProperties(template, 'AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    })
  })

  it('keeps capacity apart for links in mails and for officers, and reserves it only where the settings say', () => {
    const [[, stage] = ['', undefined]] = Object.entries(template.findResources('AWS::ApiGatewayV2::Stage'))
    const kept = Object.keys(stage?.Properties.RouteSettings)
    const routes = resources('AWS::ApiGatewayV2::Route')
    const early = routes.filter(([, { Properties }]) => {
      const { RouteKey, AuthorizationType } = Properties
      return AuthorizationType === 'JWT' || String(RouteKey).includes('{token}')
    })
    expect(kept.toSorted()).toEqual(early.map(([, { Properties }]) => Properties.RouteKey).toSorted())
    expect(kept).toEqual(expect.arrayContaining(['POST /unsubscribe/{token}', 'POST /privacy/lookup']))
    // API Gateway refuses settings of a route that does not exist yet.
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(early.map(([id]) => id)))
    const limits = {
      ...loadSettings('infra/settings/production.example.json').limits,
      reservedConcurrency: 20,
    }
    const reserving = (settings: object) =>
      Object.keys(
        synthesizeWith({
          ...loadSettings('infra/settings/production.example.json'),
          ...settings,
        }).findResources('AWS::Lambda::Function', {
          Properties: { ReservedConcurrentExecutions: Match.anyValue() },
        }),
      )
    expect(reserving({})).toEqual([])
    expect(reserving({ limits })).toEqual([expect.stringContaining('ApiUnsubscribe')])
  })

  it('has no CORS where no form names an origin, for AWS refuses an empty list', () => {
    const settings = loadSettings('infra/settings/production.example.json')
    const forms = Object.fromEntries(
      Object.entries(settings.forms).map(([id, form]) => [id, { ...form, origins: [] }]),
    )
    expectProperties(synthesizeWith({ ...settings, forms }), 'AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.absent(),
    })
  })

  it('is served only on the organisation’s own host', () => {
    expectProperties(template, 'AWS::ApiGatewayV2::DomainName', { DomainName: 'supporters.example.org' })
    expectProperties(template, 'AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
  })
})

describe('the mail', () => {
  it('is sent under TLS from a domain with DKIM and its own bounce domain', () => {
    expectProperties(template, 'AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      SuppressionOptions: { SuppressedReasons: [] },
    })
    expectProperties(template, 'AWS::SES::EmailIdentity', {
      EmailIdentity: 'mail.example.org',
      MailFromAttributes: { MailFromDomain: 'bounce.mail.example.org' },
    })
    const outputs = Object.keys(template.findOutputs('*')).filter((id) => id.startsWith('Dns'))
    expect(outputs.toSorted()).toEqual([
      'DnsDkim1',
      'DnsDkim2',
      'DnsDkim3',
      'DnsDmarc',
      'DnsMailFromMx',
      'DnsMailFromSpf',
      'DnsSite',
    ])
    template.hasOutput('DnsDmarc', { Value: '_dmarc.mail.example.org TXT v=DMARC1; p=none' })
    template.resourceCountIs('AWS::Route53::RecordSet', 0)
  })

  it('goes from the ledger’s stream to a queue at once, or to a dead-letter queue', () => {
    expectProperties(template, 'AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 23 * 60 * 60,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"mail":{"S":[{"exists":true}]}}}}' },
          {
            Pattern:
              '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"type":{"S":["address-changed-to","erasure-begun","delivered","bounced","complained","confirmed"]}}}}',
          },
        ],
      },
    })
  })

  it('waits in two queues, one for confirmations, and is sent by one function with limited concurrency', () => {
    const queues = resources('AWS::SQS::Queue').filter(([, { Properties }]) => Properties.RedrivePolicy)
    expect(queues.map(([id]) => id.replace(/\w{8}$/, ''))).toEqual(
      expect.arrayContaining(['OutboxConfirmations', 'OutboxMails']),
    )
    for (const [id] of queues.filter(([id]) => id.startsWith('Outbox'))) {
      expectProperties(template, 'AWS::Lambda::EventSourceMapping', {
        EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      })
    }
  })

  it('has its DNS records created if the zone is in Route 53, including the site’s', () => {
    const settings = loadSettings('infra/settings/production.example.json')
    const hostedZone = { id: 'Z0123456789ABC', name: 'example.org' }
    const sender = { ...settings.sender, hostedZone, dmarc: { policy: 'reject' as const } }
    const zoned = synthesizeWith({ ...settings, sender })
    const records = Object.values(zoned.findResources('AWS::Route53::RecordSet')).map(
      ({ Properties }) => Properties,
    )
    expect(records.filter(({ Name }) => typeof Name === 'string')).toMatchObject([
      {
        Name: 'bounce.mail.example.org.',
        Type: 'MX',
        ResourceRecords: ['10 feedback-smtp.eu-west-2.amazonses.com'],
      },
      {
        Name: 'bounce.mail.example.org.',
        Type: 'TXT',
        ResourceRecords: ['"v=spf1 include:amazonses.com ~all"'],
      },
      { Name: '_dmarc.mail.example.org.', Type: 'TXT', ResourceRecords: ['"v=DMARC1; p=reject"'] },
      { Name: 'supporters.example.org.', Type: 'CNAME' },
    ])
    expect(records.filter(({ Type }) => Type === 'CNAME')).toHaveLength(4)
  })

  it('shares its zone with a site at the zone’s apex, where the DNS allows an alias and no CNAME', () => {
    const settings = loadSettings('infra/settings/production.example.json')
    const hostedZone = { id: 'Z0123456789ABC', name: 'example.org' }
    const zoned = synthesizeWith({
      ...settings,
      sender: { ...settings.sender, hostedZone },
      site: { ...settings.site, publicUrl: 'https://example.org' },
    })
    const atApex = Object.values(zoned.findResources('AWS::Route53::RecordSet'))
      .map(({ Properties }) => Properties)
      .filter(({ Name }) => Name === 'example.org.')
    expect(atApex).toMatchObject([
      { Type: 'A', AliasTarget: { DNSName: expect.anything(), HostedZoneId: expect.anything() } },
    ])
    expect(atApex[0]).not.toHaveProperty('TTL')
  })

  it('has no open or click tracking', () => {
    expectProperties(template, 'AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        MatchingEventTypes: ['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject'],
      },
    })
    expectProperties(template, 'AWS::SES::ConfigurationSet', { TrackingOptions: Match.absent() })
  })

  it('has its bounces reported by an event, not by a public webhook', () => {
    expectProperties(template, 'AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        'detail-type': [
          'Email Bounced',
          'Email Complaint Received',
          'Email Delivered',
          'Email Delivery Delayed',
          'Email Rejected',
        ],
      },
      // The platform's own queue would keep the whole event, including the address.
      Targets: [{ DeadLetterConfig: Match.absent() }],
    })
  })
})

describe('feedback that Lambda gives up', () => {
  it('is kept for four days, and raises an alarm', () => {
    const unreceived = resources('AWS::SQS::Queue').find(([id]) => id.includes('FeedbackUnreceived'))
    expect(unreceived?.[1].Properties).toMatchObject({
      MessageRetentionPeriod: 4 * 24 * 3600,
      SqsManagedSseEnabled: true,
    })
    const queue = { 'Fn::GetAtt': [unreceived?.[0], 'Arn'] }
    expectProperties(template, 'AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^Feedback[0-9A-F]{8}$') },
      MaximumEventAgeInSeconds: 6 * 3600,
      DestinationConfig: { OnFailure: { Destination: queue } },
    })
    expectProperties(template, 'AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [unreceived?.[0], 'QueueName'] } }],
      Threshold: 1,
    })
  })
})

describe('the secrets', () => {
  it('are generated at deployment, encrypted with the charity’s key, and retained', () => {
    const secrets = resources('AWS::SecretsManager::Secret')
    expect(secrets).toHaveLength(2)
    for (const [, { Properties, DeletionPolicy }] of secrets) {
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
      expect(Properties).toMatchObject({
        GenerateSecretString: { PasswordLength: 64 },
        KmsKeyId: expect.anything(),
      })
      expect(Properties).not.toHaveProperty('SecretString')
    }
  })

  it('are never generated again: CloudFormation draws another value if any of this changes', () => {
    // With another address key every id and link ever made is lost. Do not adapt this test to a change.
    const generated = resources('AWS::SecretsManager::Secret').map(([id, { Properties }]) => [
      id,
      Properties.GenerateSecretString,
    ])
    expect(Object.fromEntries(generated)).toEqual({
      KeysAddressKey4CBCC058: { ExcludePunctuation: true, PasswordLength: 64 },
      KeysLinkKeysD933A2D6: {
        ExcludePunctuation: true,
        GenerateStringKey: 'a',
        PasswordLength: 64,
        SecretStringTemplate: '{"current":"a"}',
      },
    })
    // A name would replace the secret when it is changed.
    for (const [, { Properties }] of resources('AWS::SecretsManager::Secret'))
      expect(Object.keys(Properties).toSorted()).toEqual(['Description', 'GenerateSecretString', 'KmsKeyId'])
  })
})

describe('the alarms', () => {
  it('state the impact, and reach a mailbox', () => {
    const alarms = resources('AWS::CloudWatch::Alarm')
    expect(alarms.length).toBeGreaterThan(10)
    for (const [id, { Properties }] of alarms) {
      expect([id, String(Properties.AlarmDescription).length > 40]).toEqual([id, true])
      expect(Properties.AlarmActions).toHaveLength(1)
      expect([id, Properties.OKActions]).toEqual([id, Properties.AlarmActions])
    }
    expectProperties(template, 'AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    })
    expectProperties(template, 'AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'engineering@example.org',
    })
  })
})

describe('the alarms on errors', () => {
  interface Query {
    Id: string
    Expression?: string
    MetricStat?: { Stat: string; Metric: { MetricName: string; Dimensions: { Value: { Ref?: string } }[] } }
  }
  const alarms = () =>
    resources('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => ({
      id: id.replace(/^Alarms|\w{8}$/g, ''),
      ...(Properties as {
        Metrics?: Query[]
        MetricName?: string
        Statistic?: string
        EvaluationPeriods: number
        DatapointsToAlarm: number
        Threshold: number
      }),
    }))

  it('compare errors with calls, so that they speak up at one call an hour and keep quiet at a thousand a second', () => {
    const sums = alarms().filter(
      ({ MetricName = '', Statistic }) => /^(Errors|5xx)$/.test(MetricName) && Statistic === 'Sum',
    )
    expect(sums).toEqual([])
    for (const { id, ...alarm } of alarms().filter(({ id }) => /^(Api|Worker)Errors/.test(id)))
      expect([id, alarm]).toMatchObject([
        id,
        { Threshold: 0.01, DatapointsToAlarm: 2, EvaluationPeriods: 12 },
      ])
    const api = alarms().find(({ id }) => id === 'ApiErrors')
    expect(api?.Metrics?.[0]?.Expression).toBe('errors / requests')
  })

  it('watch each function: the API’s by its answers, every other by its errors', () => {
    const routed = JSON.stringify(resources('AWS::ApiGatewayV2::Integration'))
    const watched = alarms().flatMap(({ Metrics = [] }) =>
      Metrics.filter(({ MetricStat }) => MetricStat?.Metric.MetricName === 'Errors').map(
        ({ MetricStat }) => MetricStat?.Metric.Dimensions[0]?.Value.Ref,
      ),
    )
    const others = resources('AWS::Lambda::Function').filter(([id]) => !routed.includes(id))
    expect(others.length).toBeGreaterThan(8)
    expect(watched.toSorted()).toEqual(others.map(([id]) => id).toSorted())
  })

  it('ask for no more than the ten metrics that CloudWatch allows', () => {
    for (const { Metrics = [] } of alarms())
      expect(Metrics.filter(({ MetricStat }) => MetricStat).length).toBeLessThanOrEqual(10)
  })
})

describe('what the alarms count in the logs', () => {
  it('are codes that the functions log', () => {
    const filters = resources('AWS::Logs::MetricFilter')
      .filter(([id]) => !id.includes('AccessLog'))
      .map(([, { Properties }]) => Properties)
    expect(filters.length).toBeGreaterThan(2)
    for (const { FilterPattern } of filters) {
      expect(Object.keys(logCodes)).toContain(String(FilterPattern).replaceAll(/["?]/g, ''))
    }
  })
})

describe('a production stack', () => {
  const kept = [
    'AWS::Cognito::UserPool',
    'AWS::DynamoDB::GlobalTable',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::SecretsManager::Secret',
  ]
  const isProtected = ({ Properties }: Resource) =>
    /"DeletionProtection(Enabled)?":(true|"ACTIVE")/.test(JSON.stringify(Properties))

  it.each(kept)(
    'keeps each %s, unless its first deployment fails and nothing forbids to delete it',
    (type) => {
      // API Gateway's log group has a fixed name, which would block a new stack.
      const all = resources(type).filter(([id]) => !id.includes('AccessLog'))
      expect(all.length).toBeGreaterThan(0)
      for (const [id, resource] of all) {
        // Deletion of what is protected would fail, and the stack with it.
        const policy = isProtected(resource) ? 'Retain' : 'RetainExceptOnCreate'
        expect([id, resource]).toMatchObject([id, { DeletionPolicy: policy, UpdateReplacePolicy: 'Retain' }])
      }
    },
  )
})

describe('a throwaway stack', () => {
  it('leaves nothing behind', () => {
    const throwaway = synthesize('infra/settings/local.json')
    for (const [id, { DeletionPolicy }] of Object.entries(
      throwaway.toJSON().Resources as Record<string, Resource>,
    )) {
      expect([id, DeletionPolicy]).not.toEqual([id, expect.stringMatching(/^Retain/)])
    }
  })
})

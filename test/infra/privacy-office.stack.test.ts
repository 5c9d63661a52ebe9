import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import cdk from '../../cdk.json' with { type: 'json' }
import { loadSettings } from '../../infra/settings/load-settings.ts'
import { SupporterEngagementStack } from '../../infra/stack.ts'
import { roles } from '../../shared/office/roles.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { expectProperties, expectResource } from '../support/template.ts'

function synthesize(settings: Settings): Template {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  return Template.fromStack(new SupporterEngagementStack(app, settings))
}

const example = loadSettings('infra/settings/production.example.json')
let template: Template
beforeAll(() => {
  template = synthesize(example)
})

/** Returns as text every statement of the function with this part in its role's id. */
function statementsOf(part: string): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')) as {
    Properties: { PolicyDocument: { Statement: object[] }; Roles: { Ref: string }[] }
  }[]
  return policies
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref.includes(part)))
    .flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.map((statement) => JSON.stringify(statement)),
    )
}

describe('the access log', () => {
  it('has route and status of each answer, and nothing about the caller', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'))
    expect(JSON.parse(stage?.Properties.AccessLogSettings.Format)).toEqual({
      id: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
    })
  })

  it('raises an alarm if many tokens are rejected', () => {
    expectProperties(template, 'AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.status = "401" }',
      MetricTransformations: [{ MetricName: 'tokensRefused', MetricValue: '1' }],
    })
    expectProperties(template, 'AWS::CloudWatch::Alarm', {
      MetricName: 'tokensRefused',
      Threshold: 25,
      Period: 300,
      Statistic: 'Sum',
    })
  })
})

describe('calls that no role allows', () => {
  it('raise an alarm when there are many', () => {
    expectProperties(template, 'AWS::Logs::MetricFilter', {
      FilterPattern: '{ ($.status = "403") && ($.route = "* /privacy/*") }',
      MetricTransformations: [{ MetricName: 'callsForbidden', MetricValue: '1' }],
    })
    expectProperties(template, 'AWS::CloudWatch::Alarm', { MetricName: 'callsForbidden', Threshold: 25 })
  })
})

describe('the officers’ sign-in', () => {
  it('is the stack’s own user pool, without self-registration or sign-in by password alone', () => {
    expectResource(template, 'AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
        UsernameAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 14 } },
      },
    })
  })

  it('has a group for each role', () => {
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'))
    expect(groups.map(({ Properties }) => Properties.GroupName).toSorted()).toEqual([...roles].toSorted())
  })

  it('issues tokens by the code flow only, to a client without a secret, for an hour', () => {
    expectProperties(template, 'AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      CallbackURLs: ['http://localhost:8029/signed-in'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AccessTokenValidity: 60,
      SupportedIdentityProviders: ['COGNITO'],
    })
  })

  it('has its own page, at a domain name that is unique per account', () => {
    expectProperties(template, 'AWS::Cognito::UserPoolDomain', {
      Domain: {
        'Fn::Join': ['', ['officers-', { Ref: 'AWS::AccountId' }, Match.stringLikeRegexp('^-[0-9a-f]{8}$')]],
      },
    })
  })

  it('is what API Gateway trusts', () => {
    expectProperties(template, 'AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: Match.stringLikeRegexp('^OfficersSignInOfficersClient') }],
        Issuer: {
          'Fn::Join': ['', ['https://cognito-idp.eu-west-2.amazonaws.com/', { Ref: Match.anyValue() }]],
        },
      },
    })
  })

  it('belongs to another issuer if the settings name one', () => {
    const officers = { issuer: 'https://login.example.org', audience: 'supporters', rolesClaim: 'roles' }
    const theirs = synthesize({ ...example, officers })
    theirs.resourceCountIs('AWS::Cognito::UserPool', 0)
    expectProperties(theirs, 'AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Issuer: officers.issuer, Audience: [officers.audience] },
    })
  })
})

describe('the register', () => {
  it('is out of reach of every public function', () => {
    for (const part of ['Api', 'Outbox', 'Feedback', 'Seals'])
      expect([part, statementsOf(part).filter((text) => text.includes('RegisterRequests'))]).toEqual([
        part,
        [],
      ])
  })

  it('is listed for the digest without access to contact details', () => {
    const reads = statementsOf('DailyOffice').filter((text) => text.includes('RegisterRequests'))
    expect(reads).toHaveLength(2)
    for (const text of reads) {
      expect(text).toContain('/index/by-day')
      expect(JSON.parse(text).Action).toBe('dynamodb:Query')
    }
  })

  it('deletes nothing for any function', () => {
    const [counts, ...others] = statementsOf('Officers').filter((text) => /DeleteItem|UpdateItem/.test(text))
    expect(others).toEqual([])
    expect(JSON.parse(counts ?? '{}')).toMatchObject({
      Action: 'dynamodb:UpdateItem',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['asked#*'] } },
      Resource: { 'Fn::GetAtt': [expect.stringContaining('TablesSupporters'), 'Arn'] },
    })
  })
})

describe('the officers’ functions', () => {
  it('that change no supporter may write to the audit trail, and nothing else in the ledger', () => {
    for (const name of ['LookUp', 'RequestFiles', 'Audit', 'MayMail', 'MailingList', 'Statistics']) {
      const writes = statementsOf(`Officers${name}`).filter(
        (text) => text.includes('TablesLedger') && text.includes('PutItem'),
      )
      expect([name, writes.map((text) => JSON.parse(text).Condition)]).toEqual([
        name,
        [
          {
            'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['officers#*'] },
            Null: { 'dynamodb:LeadingKeys': 'false' },
          },
        ],
      ])
    }
  })
})

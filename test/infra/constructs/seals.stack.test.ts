import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import cdk from '../../../cdk.json' with { type: 'json' }
import { loadSettings } from '../../../infra/settings/load-settings.ts'
import { SupporterEngagementStack } from '../../../infra/stack.ts'
import { expectProperties } from '../../support/template.ts'

const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
const settings = loadSettings('infra/settings/production.example.json')
const template = Template.fromStack(new SupporterEngagementStack(app, settings))

describe('sealing', () => {
  it('lets its two functions access their own partitions of the ledger, and no event', () => {
    const allowed = (role: string) =>
      Object.entries(template.findResources('AWS::IAM::Policy'))
        .filter(([id]) => id.startsWith(role))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .filter(({ Condition }) => Condition)
        .map(({ Action, Condition }) => [
          Action,
          Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'],
        ])
    expect(allowed('SealsCollectLeaves')).toEqual([['dynamodb:PutItem', ['leaves']]])
    expect(allowed('SealsSealRole')).toEqual([
      ['dynamodb:Query', ['leaves', 'seal', 'sealed#*']],
      ['dynamodb:GetItem', ['sealed#*']],
      ['dynamodb:PutItem', ['seal', 'seal-plan', 'sealed#*']],
    ])
  })

  it('collects new events every minute, and only events', () => {
    expectProperties(template, 'AWS::Lambda::EventSourceMapping', {
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 60,
      MaximumRecordAgeInSeconds: 23 * 3600,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
      FilterCriteria: {
        Filters: [
          {
            Pattern:
              '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"hash":{"S":[{"exists":true}]},"type":{"S":[{"exists":true}]}}}}',
          },
        ],
      },
    })
  })

  it('runs daily, and keeps failures', () => {
    expectProperties(template, 'AWS::Events::Rule', {
      ScheduleExpression: 'cron(17 1 * * ? *)',
      Targets: [{ DeadLetterConfig: Match.anyValue() }],
    })
    expectProperties(template, 'AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp('^Seals'),
      Timeout: 900,
      DeadLetterConfig: { TargetArn: Match.anyValue() },
    })
  })

  it('ends well before the time at which a collector may still write', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    const described = (word: string) =>
      functions.find(({ Properties }) => Properties.Description.startsWith(word))?.Properties
    const { SEAL_MARGIN_SECONDS } = described('Seals').Environment.Variables
    expect(Number(SEAL_MARGIN_SECONDS)).toBeGreaterThanOrEqual(5 * described('Collects the hashes').Timeout)
  })

  it('that stands still raises an alarm: undelivered, behind, or overdue', () => {
    const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(([id]) => id)
    for (const name of ['SealUndelivered', 'SealsBehind', 'SealsOverdue'])
      expect(alarms.filter((id) => id.includes(name))).toHaveLength(1)
  })
})

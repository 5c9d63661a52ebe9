import { App } from 'aws-cdk-lib'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import cdk from '../../cdk.json' with { type: 'json' }
import { loadSettings } from '../../infra/settings/load-settings.ts'
import { SupporterEngagementStack } from '../../infra/stack.ts'
import { type Accepted, acceptedFindings } from './accepted-findings.ts'

/** Returns each finding as a rule and the path of a construct. */
function findings(): (readonly [rule: string, path: string])[] {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  const stack = new SupporterEngagementStack(app, loadSettings('infra/settings/production.example.json'))
  app.synth()
  const packs = [new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app)]
  return packs
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources = [] }) =>
      violatingResources.map(({ constructPath = '' }) => [ruleName, constructPath] as const),
    )
}

const covers =
  ({ rule, on = /^/ }: Accepted) =>
  ([name, path]: readonly [string, string]) =>
    rule.test(name) && on.test(path)

describe('cdk-nag', () => {
  const found = findings()

  it('finds nothing that has no reason to stay', () => {
    expect(found.filter((finding) => !acceptedFindings.some((one) => covers(one)(finding)))).toEqual([])
  })

  it.each(acceptedFindings.map((one) => [String(one.rule), one] as const))(
    'finds what %s accepts',
    (_, one) => {
      expect(found.filter(covers(one))).not.toEqual([])
    },
  )
})

import { readFileSync } from 'node:fs'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../infra/settings/load-settings.ts'
import { SupporterEngagementStack } from '../../infra/stack.ts'

const runbook = readFileSync('infra/README.md', 'utf8')
const [, sections = ''] = /\n## Runbook\n([\s\S]*?)\n## /.exec(runbook) ?? []
const written = sections.split(/^### /m).slice(1)

describe('the runbook', () => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } })
  const stack = new SupporterEngagementStack(app, loadSettings('infra/settings/production.example.json'))
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')
  const named = Object.entries(alarms).map(([id, { Properties }]) => {
    const [, heading = `${id} names no heading`] =
      /What to do: infra\/README\.md, “(\w+)”\.$/.exec(Properties.AlarmDescription) ?? []
    return heading
  })

  it('has a heading for each alarm, and an alarm for each heading', () => {
    const headings = written.map((section) => section.slice(0, section.indexOf('\n')))
    expect(headings.toSorted()).toEqual([...new Set(named)].toSorted())
  })

  it.each(written)('has description, investigation and resolution under %s…', (section) => {
    for (const part of ['Description', 'Investigation', 'Resolution']) {
      expect(section).toMatch(new RegExp(`\\*\\*${part}\\.\\*\\* \\S`))
    }
  })
})

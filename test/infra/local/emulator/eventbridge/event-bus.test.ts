import { expect, test } from 'vitest'
import { EventBus } from '../../../../../infra/local/emulator/eventbridge/event-bus.ts'
import { deploymentOf, functionResources } from '../template/assembly-fixture.ts'

const bounce = { source: 'aws.ses', 'detail-type': 'Email Bounced', detail: { mail: 'x' } }

function busWith(rule: Record<string, unknown>, { target = {}, permission = true, queue = false } = {}) {
  const deployment = deploymentOf({
    ...functionResources('Feedback'),
    Queue: { Type: 'AWS::SQS::Queue' },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ...rule,
        Targets: [
          {
            Id: 't',
            Arn: { 'Fn::GetAtt': ['Feedback', 'Arn'] },
            ...(queue ? { DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } } : {}),
            ...target,
          },
        ],
      },
    },
    ...(permission
      ? {
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: {
              Action: 'lambda:InvokeFunction',
              FunctionName: { 'Fn::GetAtt': ['Feedback', 'Arn'] },
              Principal: 'events.amazonaws.com',
              SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
            },
          },
        }
      : {}),
  })
  const delivered: unknown[] = []
  const queued: string[] = []
  const bus = new EventBus(deployment, {
    deliver: (_fn, event) => delivered.push(event),
    sendToQueue: async (_arn, body) => void queued.push(body),
    log: () => {},
  })
  return { bus, delivered, queued }
}

const pattern = { EventPattern: { source: ['aws.ses'] } }

test('an event reaches the targets of the rules that match it, with its missing members', () => {
  const { bus, delivered } = busWith(pattern)
  bus.put(bounce)
  bus.put({ ...bounce, source: 'aws.s3' })
  expect(delivered).toEqual([
    {
      ...bounce,
      version: '0',
      id: expect.any(String),
      account: '000000000000',
      region: 'eu-west-2',
      resources: [],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
  ])
})

test('a disabled rule receives nothing', () => {
  const { bus, delivered } = busWith({ ...pattern, State: 'DISABLED' })
  bus.put(bounce)
  expect(delivered).toEqual([])
})

test.each([
  ['Input', { Input: '{"a":1}' }, { a: 1 }],
  ['InputPath', { InputPath: '$.detail' }, { mail: 'x' }],
  [
    'InputTransformer',
    { InputTransformer: { InputPathsMap: { m: '$.detail.mail' }, InputTemplate: '{"m":<m>,"n":"<m>"}' } },
    { m: 'x', n: 'x' },
  ],
])('a target’s %s decides the function’s input', (_name, target, expected) => {
  const { bus, delivered } = busWith(pattern, { target })
  bus.put(bounce)
  expect(delivered).toEqual([expected])
})

test('without a permission, the event goes to the target’s dead-letter queue', () => {
  const { bus, delivered, queued } = busWith(pattern, { permission: false, queue: true })
  bus.put(bounce)
  expect(delivered).toEqual([])
  expect(queued.map((body) => JSON.parse(body))).toMatchObject([bounce])
})

test('a scheduled rule fires a scheduled event', () => {
  const { bus, delivered } = busWith({ ScheduleExpression: 'rate(1 day)' })
  const [rule] = bus.scheduled
  if (rule) bus.fire(rule)
  expect(delivered).toMatchObject([
    { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {}, resources: [rule?.arn] },
  ])
})

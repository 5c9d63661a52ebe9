import { expect, test } from 'vitest'
import { AsyncInvoker } from '../../../../../infra/local/emulator/lambda/async-invoker.ts'
import type { Invocation } from '../../../../../infra/local/emulator/lambda/sandbox.ts'
import type { Template } from '../../../../../infra/local/emulator/template/deployment.ts'
import { deploymentOf, functionResources } from '../template/assembly-fixture.ts'

const success: Invocation = { ok: true, payload: 'fine' }
const failure: Invocation = { ok: false, error: { errorType: 'Error', errorMessage: 'no' } }

async function run(
  answers: Invocation[],
  {
    properties = {},
    resources = {},
  }: { properties?: Record<string, unknown>; resources?: Template['Resources'] } = {},
) {
  const deployment = deploymentOf({ ...functionResources('Feedback', properties), ...resources })
  const requestIds: string[] = []
  const sent: { arn: string; body: Record<string, unknown> }[] = []
  const invoker = new AsyncInvoker(deployment, {
    invoke: async (_fn, _event, requestId) => {
      requestIds.push(requestId)
      return answers[requestIds.length - 1] ?? failure
    },
    sendToQueue: async (_fn, arn, body) => void sent.push({ arn, body: JSON.parse(body) }),
    log: () => {},
    retryMs: 1,
  })
  await invoker.accept(deployment.functionOf('Feedback'), { a: 1 })
  return { requestIds, sent, invoker }
}

test('a success is one invocation', async () => {
  const { requestIds, sent } = await run([success])
  expect([requestIds.length, sent]).toEqual([1, []])
})

test('a failure is retried twice with the same request id, and then lost without a dead-letter queue', async () => {
  const { requestIds, sent } = await run([])
  expect([requestIds.length, new Set(requestIds).size, sent]).toEqual([3, 1, []])
})

test('the function’s dead-letter queue receives the event itself', async () => {
  const { sent } = await run([], { properties: { DeadLetterConfig: { TargetArn: 'arn:queue' } } })
  expect(sent).toEqual([{ arn: 'arn:queue', body: { a: 1 } }])
})

test('destinations and retries follow the function’s invoke configuration', async () => {
  const resources = {
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Feedback' },
        MaximumRetryAttempts: 0,
        DestinationConfig: {
          OnFailure: { Destination: 'arn:failed' },
          OnSuccess: { Destination: 'arn:done' },
        },
      },
    },
  }
  const failed = await run([], { resources })
  expect(failed.requestIds).toHaveLength(1)
  expect(failed.sent).toMatchObject([
    {
      arn: 'arn:failed',
      body: {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
        requestPayload: { a: 1 },
        responsePayload: { errorMessage: 'no' },
      },
    },
  ])
  const succeeded = await run([success], { resources })
  expect(succeeded.sent).toMatchObject([{ arn: 'arn:done', body: { responsePayload: 'fine' } }])
})

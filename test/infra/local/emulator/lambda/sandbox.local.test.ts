import { expect, onTestFinished, test } from 'vitest'
import { Lambda } from '../../../../../infra/local/emulator/lambda/lambda.ts'
import { deploymentOf, functionResources } from '../template/assembly-fixture.ts'

/** Loads a deployment only; every sandbox here is a real process. */
function lambdaOf(code: string, properties: Record<string, unknown> = {}, cap?: number) {
  const logs: string[] = []
  const deployment = deploymentOf(functionResources('Subject', properties), code)
  const lambda = new Lambda(deployment, {
    awsUrl: 'http://127.0.0.1:9',
    log: (_name, line) => logs.push(line),
    ...(cap ? { cap } : {}),
  })
  onTestFinished(() => lambda.stop())
  const [fn] = deployment.functions
  if (!fn) throw new Error('no function')
  return {
    invoke: (event: unknown = {}) => lambda.invoke(fn, event),
    kill: () => lambda.kill('Subject'),
    lambda,
    logs,
  }
}

test('a function has only its own environment and Lambda’s variables', async () => {
  process.env.LEAKY = 'ours'
  onTestFinished(() => {
    delete process.env.LEAKY
  })
  const { invoke } = lambdaOf('export const handler = async () => process.env', {
    Environment: { Variables: { TABLE_NAME: 'ledger' } },
  })
  const { payload } = (await invoke()) as { payload: Record<string, string> }
  expect(payload).toMatchObject({
    TABLE_NAME: 'ledger',
    AWS_REGION: 'eu-west-2',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_LAMBDA_FUNCTION_NAME: 'Subject',
    NODE_OPTIONS: '',
    TZ: ':UTC',
  })
  expect(
    Object.keys(payload).filter(
      (name) => !/^(AWS|LAMBDA|_HANDLER|LANG|NODE_OPTIONS|PATH|TZ|TABLE_NAME)/.test(name),
    ),
  ).toEqual([])
})

test('a function’s code runs outside the reach of node_modules', async () => {
  const { invoke } = lambdaOf("import 'zod'\nexport const handler = async () => 1")
  expect(await invoke()).toMatchObject({
    ok: false,
    error: { errorMessage: expect.stringContaining("'zod'") },
  })
})

test('the context has Lambda’s shape', async () => {
  const { invoke } = lambdaOf(
    'export const handler = async (_, c) => ({ ...c, left: c.getRemainingTimeInMillis(), send: typeof process.send })',
    { Timeout: 5, MemorySize: 256 },
  )
  expect(await invoke()).toMatchObject({
    payload: {
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: 'Subject',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:Subject',
      left: expect.closeTo(4900, -3),
      memoryLimitInMB: '256',
      send: 'undefined',
    },
  })
})

test('module state lasts as long as its sandbox', async () => {
  const { invoke, kill } = lambdaOf('let n = 0\nexport const handler = async () => ++n')
  expect([await invoke(), await invoke()].map((each) => each.ok && each.payload)).toEqual([1, 2])
  kill()
  expect(await invoke()).toEqual({ ok: true, payload: 1 })
})

test('a sandbox handles one invocation at a time; concurrent ones start more sandboxes, up to the cap', async () => {
  const code = `let busy = 0
  export const handler = async () => {
    busy += 1
    await new Promise((done) => setTimeout(done, 60))
    return [process.pid, busy--]
  }`
  const { invoke } = lambdaOf(code, {}, 2)
  const answers = (await Promise.all([invoke(), invoke(), invoke(), invoke()])) as unknown as {
    payload: number[]
  }[]
  expect(answers.map(({ payload }) => payload[1])).toEqual([1, 1, 1, 1])
  expect(new Set(answers.map(({ payload }) => payload[0])).size).toBe(2)
})

test('reserved concurrency is the cap, and an invocation that waits longer than the timeout is throttled', async () => {
  const code =
    'export const handler = async (ms) => { await new Promise((done) => setTimeout(done, ms)); return 1 }'
  const { invoke } = lambdaOf(code, { ReservedConcurrentExecutions: 1, Timeout: 1 })
  await invoke(0)
  const [first, second, third] = await Promise.all([invoke(600), invoke(600), invoke(0)])
  expect([first.ok, second.ok]).toEqual([true, true])
  expect(third).toMatchObject({ ok: false, error: { errorType: 'TooManyRequestsException' } })
})

test('a function that takes too long is killed, in Lambda’s words', async () => {
  const { invoke, logs } = lambdaOf(
    'export const handler = () => new Promise((done) => setTimeout(done, 60_000))',
    { Timeout: 1 },
  )
  expect(await invoke()).toMatchObject({
    ok: false,
    error: { errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/) },
  })
  expect(logs.join()).toContain('Task timed out after 1.00 seconds')
})

test('a sandbox killed in flight fails its invocation', async () => {
  const { invoke, kill } = lambdaOf(
    'export const handler = () => new Promise((done) => setTimeout(done, 60_000))',
  )
  setTimeout(kill, 300)
  expect(await invoke()).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } })
})

test.each([
  ['throws', "export const handler = async () => { throw new TypeError('no') }", 'TypeError'],
  ['exits', 'export const handler = async () => process.exit(1)', 'Runtime.ExitError'],
  [
    'forgets to catch',
    'export const handler = () => new Promise(() => { Promise.reject(new Error("no")) })',
    'Runtime.ExitError',
  ],
  ['does not load', "throw new RangeError('no')", 'RangeError'],
  ['has no handler', 'export const other = 1', 'Runtime.HandlerNotFound'],
  [
    'answers more than 6 MB',
    "export const handler = async () => 'x'.repeat(7e6)",
    'Function.ResponseSizeTooLarge',
  ],
])('a function that %s fails as on Lambda', async (_what, code, errorType) => {
  const { invoke } = lambdaOf(code)
  expect(await invoke()).toMatchObject({ ok: false, error: { errorType } })
})

test('every line of an invocation is logged when it ends', async () => {
  const { invoke, logs } = lambdaOf(
    "export const handler = async () => { console.log('out'); console.error('err'); process.stdout.write('unfinished') }",
  )
  await invoke()
  expect(logs.toSorted()).toEqual(['err', 'out', 'unfinished'])
})

test.each([
  ['a name that Lambda reserves', { AWS_REGION: 'moon' }, 'AWS_REGION'],
  ['a malformed name', { '1st': 'x' }, '1st'],
  ['more than 4 KB', { BIG: 'x'.repeat(4094) }, '4096'],
])('an environment with %s is refused, as it would be on deployment', (_what, Variables, named) => {
  expect(() => lambdaOf('', { Environment: { Variables } })).toThrow(named)
})

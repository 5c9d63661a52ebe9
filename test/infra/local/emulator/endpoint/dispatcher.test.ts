import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Dispatcher } from '../../../../../infra/local/emulator/endpoint/dispatcher.ts'
import { Faults } from '../../../../../infra/local/emulator/endpoint/faults.ts'
import { serve } from '../../../../../infra/local/emulator/endpoint/http-server.ts'
import { jsonProtocol } from '../../../../../infra/local/emulator/endpoint/protocols/json.ts'
import type { AwsService } from '../../../../../infra/local/emulator/endpoint/service.ts'
import { deployment, type Stack, start } from './support.ts'

let stack: Stack

beforeAll(async () => {
  stack = await start(deployment())
})

afterAll(() => stack.stop())

const served =
  'It serves cloudformation, dynamodb, dynamodb-streams, events, lambda, secretsmanager, ses, sqs.'

test('a JSON service that is not served gets a JSON error that names it and those that are', async () => {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.GetParameter',
  }
  const response = await fetch(stack.url, { method: 'POST', headers, body: '{}' })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1')
  expect(await response.json()).toEqual({
    __type: 'UnknownOperationException',
    message: `The emulator does not serve AmazonSSM. ${served}`,
  })
})

test('a query service that is not served gets an XML error', async () => {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' })
  const response = await fetch(stack.url, { method: 'POST', body })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('text/xml')
  expect(await response.text()).toContain(
    `<Code>UnknownOperationException</Code><Message>The emulator does not serve GetCallerIdentity of the API version 2011-06-15. ${served}</Message>`,
  )
})

test('a REST service that is not served gets an error that names method and path', async () => {
  const response = await fetch(`${stack.url}/bucket/key`)
  expect(response.status).toBe(404)
  expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException')
  expect(await response.json()).toMatchObject({
    message: `The emulator does not serve GET /bucket/key. ${served}`,
  })
})

test('a body that is not JSON gets an error in the protocol of its service', async () => {
  const headers = { 'x-amz-target': 'AmazonSQS.SendMessage' }
  const response = await fetch(stack.url, { method: 'POST', headers, body: '{' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ __type: 'SerializationException' })
})

const listTables: AwsService = {
  name: 'tables',
  protocol: jsonProtocol({ target: 'DynamoDB_20120810' }),
  accesses: () => [{ action: 'tables:List', resource: '*' }],
  handle: async ({ caller }) => ({ TableNames: [`of ${caller.functionName}`] }),
}

async function serveAlone(service: AwsService, allowed: Parameters<typeof deployment>[0] = []) {
  const description = deployment(allowed)
  const faults = new Faults()
  const dispatcher = new Dispatcher({ deployment: description, services: [service], faults, crash: () => {} })
  const server = await serve(0, (request, response) => dispatcher.dispatch(request, response))
  onTestFinished(() => server.stop())
  const writer = description.functionOf('writer')
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: description.region,
    credentials: { accessKeyId: writer.accessKeyId, secretAccessKey: writer.secretAccessKey },
    maxAttempts: 1,
  })
  return { faults, call: () => client.send(new ListTablesCommand({})) }
}

test('a new service states its permissions and its answers; the endpoint checks callers and roles', async () => {
  const allowed = await serveAlone(listTables, [{ action: 'tables:List', resource: '*' }])
  expect(await allowed.call()).toMatchObject({ TableNames: ['of writer'] })
  const denied = await serveAlone(listTables)
  await expect(denied.call()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('no identity-based policy allows the tables:List action'),
  })
})

test('faults strike a new service by its name', async () => {
  const { call, faults } = await serveAlone(listTables, [{ action: '*', resource: '*' }])
  faults.inject({ service: 'tables', kind: 'error', code: 'Busy' })
  await expect(call()).rejects.toMatchObject({ name: 'Busy' })
  await expect(call()).resolves.toMatchObject({ TableNames: ['of writer'] })
})

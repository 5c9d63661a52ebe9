import { randomUUID } from 'node:crypto'
import { AwsError, type Json, type ServiceName } from './call.ts'

export interface AwsRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
}

export interface AwsResponse {
  status: number
  headers: Record<string, string>
  body: string
}

/** A request as the service understands it, and how that service writes its answers. */
export interface Decoded {
  service: ServiceName
  operation: string
  input: Json
  answer(output: Json): AwsResponse
  error(error: AwsError): AwsResponse
}

/** @throws AwsError where no service here speaks like this. */
export function decode(request: AwsRequest): Decoded {
  const target = request.headers['x-amz-target']
  if (target) return decodeJson(request, target)
  const invoked = invocationPath.exec(request.path)?.[1]
  if (invoked && request.method === 'POST') return decodeInvoke(request, decodeURIComponent(invoked))
  const form = new URLSearchParams(request.body.toString('utf8'))
  const action = form.get('Action')
  if (action && form.get('Version') === '2010-12-01') return decodeSesQuery(action, form)
  throw new AwsError(
    'UnknownOperationException',
    `The local stack serves no ${request.method} ${request.path}`,
    404,
  )
}

const services: Record<string, { service: ServiceName; namespace: string }> = {
  DynamoDB_20120810: { service: 'dynamodb', namespace: 'com.amazonaws.dynamodb.v20120810#' },
  DynamoDBStreams_20120810: { service: 'dynamodb-streams', namespace: 'com.amazonaws.dynamodb.v20120810#' },
  AWSEvents: { service: 'events', namespace: '' },
  secretsmanager: { service: 'secretsmanager', namespace: '' },
  AmazonSQS: { service: 'sqs', namespace: 'com.amazonaws.sqs#' },
}

function decodeJson(request: AwsRequest, target: string): Decoded {
  const [prefix = '', operation = ''] = target.split('.')
  const known = services[prefix]
  if (!known) throw new AwsError('UnknownOperationException', `The local stack serves no ${prefix}`, 404)
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0'
  const reply = (status: number, body: Json, more = {}): AwsResponse => ({
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID(), ...more },
    body: JSON.stringify(body),
  })
  return {
    service: known.service,
    operation,
    input: parseJson(request.body),
    answer: (output) => reply(200, output),
    error: ({ code, message, status, details }) =>
      reply(
        status,
        { __type: known.namespace + code, ...messageMember(known.service, message), ...details },
        // Where SQS clients read the code that the older query protocol had.
        request.headers['x-amzn-query-mode'] ? { 'x-amzn-query-error': `${queryCode(code)};Sender` } : {},
      ),
  }
}

/** DynamoDB writes its refusals with a capital M, the others do not. */
function messageMember(service: ServiceName, message: string): Json {
  return service === 'dynamodb' || service === 'secretsmanager' ? { Message: message, message } : { message }
}

function queryCode(code: string): string {
  return code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : code
}

function parseJson(body: Buffer): Json {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
  } catch {
    throw new AwsError('SerializationException', 'The request is no JSON')
  }
}

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

/** Lambda speaks REST: what is not the event or the answer itself stands in the path and in headers. */
function decodeInvoke(request: AwsRequest, FunctionName: string): Decoded {
  const reply = (status: number, body: unknown, more = {}): AwsResponse => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...more },
    body: body === undefined ? '' : JSON.stringify(body),
  })
  const InvocationType = request.headers['x-amz-invocation-type'] ?? 'RequestResponse'
  return {
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName, InvocationType, Payload: parseJson(request.body) },
    answer: ({ StatusCode, Payload, FunctionError }) =>
      reply(StatusCode, Payload, FunctionError ? { 'x-amz-function-error': FunctionError } : {}),
    error: ({ code, message, status }) =>
      reply(status, { Type: 'User', Message: message }, { 'x-amzn-errortype': code }),
  }
}

const sesNamespace = 'http://ses.amazonaws.com/doc/2010-12-01/'

function decodeSesQuery(operation: string, form: URLSearchParams): Decoded {
  const requestId = randomUUID()
  const reply = (status: number, inner: string): AwsResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: inner,
  })
  return {
    service: 'ses',
    operation,
    input: nested(form),
    answer: (output) =>
      reply(
        200,
        `<${operation}Response xmlns="${sesNamespace}"><${operation}Result>${xml(output)}</${operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      ),
    error: ({ code, message, status }) =>
      reply(
        status,
        `<ErrorResponse xmlns="${sesNamespace}"><Error>${xml({ Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message })}</Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      ),
  }
}

/** `A.member.1.B=c` becomes `{ A: [{ B: 'c' }] }`. */
function nested(form: URLSearchParams): Json {
  const root: Json = {}
  for (const [key, value] of form) {
    const path = key.split('.')
    const last = path.pop() ?? ''
    const parent = path.reduce<Json>((node, step) => {
      node[step] ??= Object.create(null)
      return node[step]
    }, root)
    parent[last] = value
  }
  return withLists(root) as Json
}

function withLists(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  const { member } = node as { member?: Json }
  if (member && typeof member === 'object') return Object.values(member).map(withLists)
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withLists(value)]))
}

function xml(output: Json): string {
  return Object.entries(output)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

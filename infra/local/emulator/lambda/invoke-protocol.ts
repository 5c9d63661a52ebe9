import { randomUUID } from 'node:crypto'
import { parseJson } from '../endpoint/protocols/json.ts'
import type { AwsRequest, AwsResponse, DecodedRequest, Protocol } from '../endpoint/protocols/protocol.ts'

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

/** Lambda's REST protocol: the function's name is in the path, and the body is only the event. */
export const invokeProtocol: Protocol = {
  decode: (request) => {
    const name = request.method === 'POST' ? invocationPath.exec(request.path)?.[1] : undefined
    return name === undefined ? undefined : decode(request, decodeURIComponent(name))
  },
}

function decode(request: AwsRequest, FunctionName: string): DecodedRequest {
  const response = (status: number, body: unknown, headers = {}): AwsResponse => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  })
  const InvocationType = request.headers['x-amz-invocation-type'] ?? 'RequestResponse'
  return {
    operation: 'Invoke',
    input: { FunctionName, InvocationType, Payload: parseJson(request.body) },
    respond: ({ StatusCode, Payload, FunctionError }) =>
      response(StatusCode, Payload, FunctionError ? { 'x-amz-function-error': FunctionError } : {}),
    respondError: ({ code, message, status }) =>
      response(status, { Type: 'User', Message: message }, { 'x-amzn-errortype': code }),
  }
}

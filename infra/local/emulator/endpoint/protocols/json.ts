import { randomUUID } from 'node:crypto'
import { AwsError, type Json } from '../call.ts'
import type { AwsRequest, AwsResponse, DecodedRequest, Protocol } from './protocol.ts'

export interface JsonProtocolOptions {
  /** The part of `x-amz-target` before the dot, such as `DynamoDB_20120810`. */
  target: string
  /** The prefix of error codes. */
  namespace?: string
  /** Writes an error's text as `Message` too, where the service's clients read it. */
  capitalMessage?: boolean
  /** Returns the error code of the service's former query protocol, for clients that ask for it. */
  queryErrorCode?: (code: string) => string
}

/** Returns the AWS JSON protocol, whose operation is in the header `x-amz-target`. */
export function jsonProtocol(options: JsonProtocolOptions): Protocol {
  return {
    decode: (request) => {
      const [target, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.')
      return target === options.target ? decode(request, operation, options) : undefined
    },
  }
}

/** Parses a JSON body; an empty one is an empty object. @throws AwsError */
export function parseJson(body: Buffer): Json {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON')
  }
}

function decode(request: AwsRequest, operation: string, options: JsonProtocolOptions): DecodedRequest {
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.0'
  const response = (status: number, body: Json, headers = {}): AwsResponse => ({
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID(), ...headers },
    body: JSON.stringify(body),
  })
  return {
    operation,
    input: parseJson(request.body),
    respond: (output) => response(200, output),
    respondError: (error) =>
      response(error.status, errorBody(error, options), queryErrorHeader(request, error, options)),
  }
}

function errorBody({ code, message, details }: AwsError, options: JsonProtocolOptions): Json {
  const { capitalMessage, namespace = '' } = options
  const text = capitalMessage ? { Message: message, message } : { message }
  return { __type: namespace + code, ...text, ...details }
}

function queryErrorHeader(
  request: AwsRequest,
  { code }: AwsError,
  { queryErrorCode }: JsonProtocolOptions,
): Record<string, string> {
  if (!queryErrorCode || !request.headers['x-amzn-query-mode']) return {}
  return { 'x-amzn-query-error': `${queryErrorCode(code)};Sender` }
}

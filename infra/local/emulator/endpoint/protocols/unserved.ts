import type { AwsError } from '../call.ts'
import { jsonProtocol } from './json.ts'
import type { AwsRequest, AwsResponse, DecodedRequest } from './protocol.ts'
import { queryProtocol } from './query.ts'

/** Writes an error in the protocol of a request that no service has read, so that its client can report it. */
export function respondUnserved(request: AwsRequest, error: AwsError): AwsResponse {
  return decodeUnserved(request)?.respondError(error) ?? restError(error)
}

/** Returns the name of the service that a request is for, as far as the request shows it, such as `AmazonSSM`. */
export function nameOfUnserved(request: AwsRequest): string {
  const { target, action, version } = describe(request)
  if (target !== undefined) return target
  return action ? `${action} of the API version ${version}` : `${request.method} ${request.path}`
}

function decodeUnserved(request: AwsRequest): DecodedRequest | undefined {
  const { target, version } = describe(request)
  if (target !== undefined) return jsonProtocol({ target }).decode({ ...request, body: Buffer.alloc(0) })
  return version === undefined ? undefined : queryProtocol({ version, namespace: '' }).decode(request)
}

function describe({ headers, body }: AwsRequest): { target?: string; action?: string; version?: string } {
  const target = headers['x-amz-target']?.split('.')[0]
  if (target !== undefined) return { target }
  const form = new URLSearchParams(body.toString('utf8'))
  const action = form.get('Action')
  return action ? { action, version: form.get('Version') ?? '' } : {}
}

function restError({ code, message, status }: AwsError): AwsResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code }
  return { status, headers, body: JSON.stringify({ __type: code, message }) }
}

import { randomUUID } from 'node:crypto'
import type { AwsError, Json } from '../call.ts'
import type { AwsResponse, DecodedRequest, Protocol } from './protocol.ts'

export interface QueryProtocolOptions {
  /** The API version, which identifies the service, such as `2010-12-01`. */
  version: string
  /** The XML namespace of responses. */
  namespace: string
}

/** Returns the AWS query protocol, whose operation is the form field `Action`, and whose responses are XML. */
export function queryProtocol({ version, namespace }: QueryProtocolOptions): Protocol {
  return {
    decode: ({ body }) => {
      const form = new URLSearchParams(body.toString('utf8'))
      const operation = form.get('Action')
      return operation && form.get('Version') === version ? decode(operation, form, namespace) : undefined
    },
  }
}

function decode(operation: string, form: URLSearchParams, namespace: string): DecodedRequest {
  const requestId = randomUUID()
  const response = (status: number, body: string): AwsResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  })
  return {
    operation,
    input: nested(form),
    respond: (output) =>
      response(
        200,
        `<${operation}Response xmlns="${namespace}"><${operation}Result>${xml(output)}</${operation}Result>` +
          `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      ),
    respondError: (error) =>
      response(
        error.status,
        `<ErrorResponse xmlns="${namespace}"><Error>${xml(errorMembers(error))}</Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      ),
  }
}

function errorMembers({ code, message, status }: AwsError): Json {
  return { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message }
}

/** Turns `A.member.1.B=c` into `{ A: [{ B: 'c' }] }`. */
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

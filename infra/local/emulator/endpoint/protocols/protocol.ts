import type { AwsError, Json } from '../call.ts'

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

/** The way in which a service reads requests and writes responses. */
export interface Protocol {
  /**
   * Reads a request.
   * @returns undefined if the request is for another service
   * @throws AwsError if the request is malformed
   */
  decode(request: AwsRequest): DecodedRequest | undefined
}

export interface DecodedRequest {
  operation: string
  input: Json
  respond(output: Json): AwsResponse
  respondError(error: AwsError): AwsResponse
}

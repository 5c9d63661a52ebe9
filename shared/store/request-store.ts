import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { OfficeCalendar } from '../domain/requests/clock.ts'
import { type RequestReads, requestReads } from './request-reads.ts'
import { type RequestWrites, requestWrites } from './request-writes.ts'

/** The register of data requests. */
export interface RequestStore extends RequestReads, RequestWrites {}

export function requestStore(
  client: DynamoDBClient,
  TableName: string,
  calendar: OfficeCalendar,
): RequestStore {
  const table = { client, TableName }
  return { ...requestReads(table), ...requestWrites(table, calendar) }
}

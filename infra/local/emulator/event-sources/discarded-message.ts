import { randomUUID } from 'node:crypto'
import type { LocalFunction } from '../template/deployment.ts'
import type { Discarded } from './batch-delivery.ts'

/** Returns Lambda's message to an on-failure destination: the position of the records, not the records. */
export function discardedMessage(
  fn: LocalFunction,
  streamArn: string,
  shardId: string,
  { attempts, condition, error, records }: Discarded,
): object {
  const arrival = (at: number) =>
    new Date((records.at(at)?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString()
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: fn.arn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: error ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(0),
      approximateArrivalOfLastRecord: arrival(-1),
      batchSize: records.length,
      streamArn,
    },
  }
}

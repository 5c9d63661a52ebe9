import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda'

/** Reports the records of a batch that the stream delivers again, with all records behind the first of them. */
export function retryRecords(records: readonly DynamoDBRecord[]): DynamoDBBatchResponse {
  return {
    batchItemFailures: records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  }
}

import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda'

/** Reports records to retry. The stream redelivers the first of them and every record after it. */
export function retryRecords(records: readonly DynamoDBRecord[]): DynamoDBBatchResponse {
  return {
    batchItemFailures: records.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
  }
}

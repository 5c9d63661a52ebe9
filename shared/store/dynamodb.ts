import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** A client that gives up before its caller does: a page must answer within API Gateway's patience. */
export function dynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  })
}

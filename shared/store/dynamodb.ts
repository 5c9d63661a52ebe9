import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** A client that gives up before its caller does: a page must answer within API Gateway's patience. */
export function dynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  })
}

/** A client for work that nobody waits for: it rides out throttling. */
export function patientDynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 10,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  })
}

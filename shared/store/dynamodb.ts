import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** Makes a client that gives up before its caller does: a page must answer before API Gateway's timeout. */
export function dynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  })
}

/** Makes a client for background work. It rides out throttling. */
export function patientDynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 10,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  })
}

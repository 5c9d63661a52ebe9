import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { LocalFunction } from '../template/deployment.ts'

export interface AwsClients {
  streams: DynamoDBStreamsClient
  sqs: SQSClient
  destroy(): void
}

/** Creates clients of the AWS endpoint: with a function's role, or without limits if no function is given. */
export function awsClients(endpoint: string, region: string, fn?: LocalFunction): AwsClients {
  const credentials = fn
    ? { accessKeyId: fn.accessKeyId, secretAccessKey: fn.secretAccessKey, sessionToken: 'local-session' }
    : { accessKeyId: 'local', secretAccessKey: 'local' }
  const options = { endpoint, region, credentials, maxAttempts: 3 }
  const streams = new DynamoDBStreamsClient(options)
  const sqs = new SQSClient(options)
  return {
    streams,
    sqs,
    destroy() {
      streams.destroy()
      sqs.destroy()
    },
  }
}

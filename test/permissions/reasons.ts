import { wildcard } from '../../infra/local/emulator/iam/conditions.ts'

/** Why a permission is granted that no call of a function asks for here. */
const reasons: Record<string, string> = {
  'logs:*': 'Lambda writes the function’s log with its role.',
  'kms:*':
    'DynamoDB, SQS and Secrets Manager use the key on the caller’s behalf; only decryption is asked for here.',
  'dynamodb:DescribeStream': 'Lambda reads the stream with the function’s role.',
  'dynamodb:GetRecords': 'Lambda reads the stream with the function’s role.',
  'dynamodb:GetShardIterator': 'Lambda reads the stream with the function’s role.',
  'dynamodb:ListStreams': 'Lambda reads the stream with the function’s role.',
  'sqs:ReceiveMessage': 'Lambda reads the queue with the function’s role.',
  'sqs:DeleteMessage': 'Lambda reads the queue with the function’s role.',
  'sqs:ChangeMessageVisibility': 'Lambda reads the queue with the function’s role.',
  'sqs:GetQueueAttributes':
    'Lambda reads the queue with the function’s role, or CDK grants it with SendMessage.',
  'sqs:GetQueueUrl': 'CDK grants it with SendMessage; it tells a queue’s URL and nothing else.',
  'secretsmanager:DescribeSecret':
    'CDK grants it with GetSecretValue; it tells the secret’s versions, not their values.',
}

export function reasonFor(action: string): string | undefined {
  return Object.entries(reasons).find(([pattern]) => wildcard(pattern).test(action))?.[1]
}

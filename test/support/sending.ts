import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { LocalStack } from '../../infra/local/local-stack.ts'

type Limits = Parameters<LocalStack['aws']['setSesLimits']>[0]

/** Sets SES's limits, and makes the senders read them now instead of within a minute. */
export async function limitSending(stack: LocalStack, limits: Limits): Promise<void> {
  stack.aws.setSesLimits(limits)
  const client = new DynamoDBClient({
    endpoint: stack.urls.aws,
    region: stack.deployment.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  const Key = { supporterId: { S: 'sending' }, item: { S: 'pace' } }
  await client.send(new DeleteItemCommand({ TableName: tableOf(stack, 'Supporters'), Key }))
  client.destroy()
}

/** Leaves this many mails of the daily quota, and retries waiting mails now instead of minutes later. */
export async function allowMails(stack: LocalStack, left: number): Promise<void> {
  await limitSending(stack, { max24HourSend: stack.mailbox.messages.length + left })
  for (const queue of ['OutboxConfirmations', 'OutboxMails']) {
    for (const message of waitingIn(stack, queue)) message.visibleAt = Date.now()
  }
}

/** Returns the messages in the queue whose logical id begins like this. */
export function waitingIn(stack: LocalStack, queue: string) {
  const found = stack.deployment
    .ofType('AWS::SQS::Queue')
    .find(({ logicalId }) => logicalId.startsWith(queue))
  if (!found) throw new Error(`the template has no queue ${queue}…`)
  return stack.queues.messages(found.arn)
}

export function tableOf(stack: LocalStack, part: 'Supporters' | 'Ledger'): string {
  const tables = stack.deployment.ofType('AWS::DynamoDB::GlobalTable')
  return tables.find(({ logicalId }) => logicalId.includes(part))?.physicalId ?? ''
}

import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { fromEnvironment } from '../shared/config.ts'
import { errorFields, log } from '../shared/log.ts'
import { deadLetterQueue } from '../shared/mail/dead-letters.ts'
import { type DeliverDependencies, type Delivery, deliver, type Owing } from '../shared/mail/deliver.ts'
import { sesSender } from '../shared/mail/ses.ts'
import { once, runtime } from '../shared/runtime.ts'
import { mailLog } from '../shared/store/mail-log.ts'

/**
 * Sends what the events of a batch owe. One that cannot be sent now is reported and comes again, with those behind
 * it; one that never can goes to the dead letters and holds up nobody.
 */
export async function sendMails(
  deps: DeliverDependencies,
  event: DynamoDBStreamEvent,
): Promise<DynamoDBBatchResponse> {
  const failed: string[] = []
  let throttled = false
  for (const record of event.Records) {
    const delivery: Delivery = throttled ? 'throttled' : await attempt(deps, record)
    throttled = delivery === 'throttled'
    if (delivery === 'later' || throttled) failed.push(record.dynamodb?.SequenceNumber ?? '')
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

export const handler = (event: DynamoDBStreamEvent) => sendMails(dependencies, event)

async function attempt(deps: DeliverDependencies, { dynamodb }: DynamoDBRecord): Promise<Delivery> {
  try {
    return await deliver(deps, unmarshall(dynamodb?.NewImage as Parameters<typeof unmarshall>[0]) as Owing)
  } catch (error) {
    log('error', 'mailDelayed', {
      eventId: dynamodb?.NewImage?.eventId?.S ?? 'unknown',
      ...errorFields(error),
    })
    return 'later'
  }
}

const dependencies: DeliverDependencies = {
  ...runtime,
  mailLog: once(() => mailLog(runtime.dynamoDb(), fromEnvironment('supportersTable'))),
  sender: once(sesSender),
  deadLetters: once(deadLetterQueue),
}

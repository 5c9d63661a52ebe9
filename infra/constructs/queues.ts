import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** As every queue of ours is kept: encrypted, by TLS only, for the two weeks that are the most that SQS allows. */
export function keptQueue(scope: Construct, id: string, props: QueueProps = {}): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...props,
  })
}

/** Where lies what was given up, until somebody looks at it: `npm run dead-letters`. */
export const deadLetterQueue = (scope: Construct) => keptQueue(scope, 'DeadLetters')

/** Facts that wait to be recorded. Ten times every two minutes: what has not passed by then, somebody has to look at. */
export function recordedBy(fn: LambdaFunction, id: string, deadLetters: Queue): Queue {
  const queue = keptQueue(fn.node.scope as Construct, id, {
    visibilityTimeout: Duration.minutes(2),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
  })
  fn.addEventSource(new SqsEventSource(queue, { maxConcurrency: 2, reportBatchItemFailures: true }))
  return queue
}

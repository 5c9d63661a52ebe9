import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { FunctionFactory } from './function-factory.ts'

/** Creates a queue with our defaults: encrypted, TLS only, messages kept for two weeks, the most that SQS allows. */
export function keptQueue(scope: Construct, id: string, props: QueueProps = {}): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...props,
  })
}

/** Creates a queue for undeliverable work, which `npm run dead-letters` lists. */
export const deadLetterQueue = (scope: Construct, props: QueueProps = {}) =>
  keptQueue(scope, 'DeadLetters', props)

export interface RecordedOptions {
  readonly functions: FunctionFactory
  readonly deadLetters: Queue
  /** @default 10 */
  readonly attempts?: number
  /** @default those of `keptQueue` */
  readonly props?: QueueProps
}

/** Creates a queue of facts for a function to record: attempts two minutes apart, then a dead letter. */
export function recordedBy(fn: LambdaFunction, id: string, options: RecordedOptions): Queue {
  const queue = keptQueue(fn.node.scope as Construct, id, {
    ...options.props,
    visibilityTimeout: Duration.minutes(2),
    deadLetterQueue: { queue: options.deadLetters, maxReceiveCount: options.attempts ?? 10 },
  })
  options.functions.consume(fn, queue)
  return queue
}

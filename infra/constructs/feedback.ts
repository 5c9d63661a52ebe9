import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import type { Tables } from './tables.ts'

export interface FeedbackProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
}

/** Hears from SES, by EventBridge and never by a public webhook, which mails bounced and who complained. */
export class Feedback extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'A bounce or complaint was not recorded: somebody may get mail that they must not get.'

  constructor(scope: Construct, id: string, { functions, tables, keys }: FeedbackProps) {
    super(scope, id)
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    // Two ways to fail, one queue: the event never reached the function, or the function failed on it.
    this.fn = functions.create(this, 'feedback', {
      description: 'Records bounces and complaints',
      deadLetters: this.deadLetters,
    })
    tables.grantCommit(this.fn)
    keys.grantAddressKey(this.fn)
    new Rule(this, 'ProviderEvents', {
      description: 'Bounces and complaints, as SES reports them',
      eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced', 'Email Complaint Received'] },
      targets: [new LambdaTarget(this.fn, { deadLetterQueue: this.deadLetters, retryAttempts: 10 })],
    })
  }
}

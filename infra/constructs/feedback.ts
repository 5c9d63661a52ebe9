import { Duration } from 'aws-cdk-lib'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/config.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Tables } from './tables.ts'

export interface FeedbackProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
}

/** Hears from SES, by EventBridge and never by a public webhook, which mails bounced and who complained. */
export class Feedback extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'A bounce or complaint was not recorded: somebody may get mail that they must not get.'

  constructor(scope: Construct, id: string, { functions, tables }: FeedbackProps) {
    super(scope, id)
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.fn = functions.create(this, 'feedback', { description: 'Records bounces and complaints' })
    tables.grantCommit(this.fn)
    // The function puts in what it could not record, by id. The platform's own queues would keep SES's whole event,
    // address and unsubscribe link included.
    this.deadLetters.grantSendMessages(this.fn)
    this.fn.addEnvironment(environment.deadLetterQueue, this.deadLetters.queueUrl)
    new Rule(this, 'ProviderEvents', {
      description: 'Bounces and complaints, as SES reports them',
      eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced', 'Email Complaint Received'] },
      targets: [new LambdaTarget(this.fn)],
    })
  }
}

import { Duration } from 'aws-cdk-lib'
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/config.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import type { MailIdentity } from './mail-identity.ts'
import type { Tables } from './tables.ts'

export interface OutboxProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
  readonly mailIdentity: MailIdentity
}

/** Sends the mails that events owe. The ledger's stream is the outbox: what is written is sent, at least once. */
export class Outbox extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'A mail that a supporter waits for was given up. The queue says which; the ledger still has it.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, { functions, tables, keys, mailIdentity }: OutboxProps) {
    super(scope, id)
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.fn = functions.create(this, 'send-mail', {
      description: 'Sends the mail that an event in the ledger owes',
      timeout: Duration.minutes(1),
    })
    this.watched = [
      {
        id: 'OutboxLate',
        consequence: 'Mails are half an hour late: supporters wait for their confirmation and may give up.',
        metric: this.fn.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
        threshold: Duration.minutes(30).toMilliseconds(),
        periods: 1,
      },
    ]
    tables.grantRead(this.fn)
    tables.grantCount(this.fn)
    keys.grantLinkKeys(this.fn)
    mailIdentity.grantSend(this.fn)
    this.deadLetters.grantSendMessages(this.fn)
    this.fn.addEnvironment(environment.deadLetterQueue, this.deadLetters.queueUrl)
    this.fn.addEventSource(
      new DynamoEventSource(tables.ledger as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // With the platform's back-off this outlasts hours of throttling; the stream itself keeps a day.
        retryAttempts: 100,
        maxRecordAge: Duration.hours(23),
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { mail: { S: FilterRule.exists() } } },
          }),
        ],
      }),
    )
  }
}

import { Duration } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import { countOf } from './log-count.ts'
import type { MailIdentity } from './mail-identity.ts'
import { deadLetterQueue, keptQueue } from './queues.ts'
import type { Tables } from './tables.ts'

export interface OutboxProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
  readonly mailIdentity: MailIdentity
}

/**
 * Sends the mails that events owe. What is written is sent, at least once: the ledger's stream hands it over to two
 * queues at once, and there it waits for its turn. A stream keeps a day and stops behind what fails; a queue keeps two
 * weeks, takes each mail for itself, and lets confirmations overtake the rest.
 */
export class Outbox extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'A mail that a supporter waits for was given up. `npm run dead-letters` says which and sends it again.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, { functions, tables, keys, mailIdentity }: OutboxProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    const first = this.#queue('Confirmations')
    const rest = this.#queue('Mails')
    const enqueuer = this.#enqueuer({ functions, tables, first, rest })
    this.fn = functions.create(this, 'send-mail', {
      description: 'Sends the mail that an event in the ledger owes',
      timeout: senderLives,
    })
    tables.grantReadOwed(this.fn)
    tables.grantCount(this.fn)
    keys.grantLinkKeys(this.fn)
    mailIdentity.grantSend(this.fn)
    this.deadLetters.grantSendMessages(this.fn)
    this.fn.addEnvironment(environment.deadLetterQueue, this.deadLetters.queueUrl)
    this.fn.addEnvironment(environment.firstMailQueue, first.queueUrl)
    this.fn.addEnvironment(environment.mailQueue, rest.queueUrl)
    for (const queue of [first, rest]) {
      this.fn.addEventSource(
        new SqsEventSource(queue, {
          batchSize: 10,
          // 100 mails on their way at once: some 300 a second. SES's rate, kept by all together, ends it sooner.
          maxConcurrency: 10,
          reportBatchItemFailures: true,
        }),
      )
    }
    this.watched = [behind(enqueuer), late('Confirmations', first), late('Mails', rest), ...stopped(this.fn)]
  }

  #queue(id: string): Queue {
    return keptQueue(this, id, {
      // No longer than a sender lives: who waits for a mail does not wait for its death twice. A mail that comes while
      // the sender still lives is claimed already.
      visibilityTimeout: senderLives,
      // The most that SQS allows: a mail that waits for tomorrow's quota comes every few minutes. What no attempt will
      // ever do the sender gives up by itself.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 1000 },
    })
  }

  #enqueuer({ functions, tables, first, rest }: Queues & Pick<OutboxProps, 'functions' | 'tables'>) {
    const fn = functions.create(this, 'enqueue-mail', {
      description: 'Queues the mails that events in the ledger owe',
    })
    first.grantSendMessages(fn)
    rest.grantSendMessages(fn)
    fn.addEnvironment(environment.firstMailQueue, first.queueUrl)
    fn.addEnvironment(environment.mailQueue, rest.queueUrl)
    fn.addEventSource(
      new DynamoEventSource(tables.ledger as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Nothing but an outage can fail here: it tries until the stream, which keeps a day, is about to forget.
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
    return fn
  }
}

interface Queues {
  readonly first: Queue
  readonly rest: Queue
}

const senderLives = Duration.seconds(30)
const period = Duration.minutes(5)

const behind = (enqueuer: LambdaFunction): Watched => ({
  id: 'OutboxBehind',
  consequence: 'New mails are not even queued: supporters wait for their confirmation and may give up.',
  metric: enqueuer.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
  threshold: Duration.minutes(30).toMilliseconds(),
  periods: 1,
})

const late = (id: string, queue: Queue): Watched => ({
  id: `${id}Late`,
  consequence:
    id === 'Confirmations'
      ? 'Confirmations are half an hour late: people wait for them and may give up. Is SES’s quota used up, or sending paused?'
      : 'Mails are six hours late, because SES’s quota is used up or sending is paused.',
  metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
  threshold: Duration.minutes(id === 'Confirmations' ? 30 : 360).toSeconds(),
  periods: 1,
})

/** A mail that comes back to its queue again and again no longer counts among the oldest there: the log knows it. */
const stopped = (sender: LambdaFunction): Watched[] => [
  {
    id: 'QuotaUsedUp',
    consequence:
      'The day’s quota of SES is used up: mails wait until it renews, confirmations longest of all to those who wait. Ask AWS for more.',
    metric: countOf(sender, 'mailParked', period),
    threshold: 1,
    periods: 1,
  },
  {
    id: 'SendingStopped',
    consequence:
      'SES takes no mail at all: sending is paused, or the domain is not verified. Nobody gets a confirmation.',
    metric: countOf(sender, 'sendingStopped', period),
    threshold: 1,
    periods: 1,
  },
]

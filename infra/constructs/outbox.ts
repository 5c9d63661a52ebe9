import { Duration } from 'aws-cdk-lib'
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { firstMailOutcomes, followedUpTypes } from '../../shared/domain/events.ts'
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
  /** Takes the erasures and address changes that events begin: a stream has room for two readers. */
  readonly followUps: Queue
}

/**
 * Sends the mails that events owe, at least once: the ledger's stream puts each mail into one of two queues, where it
 * waits for its turn. A stream keeps its records for a day and stops behind a failure; a queue keeps them for two
 * weeks, handles each mail by itself, and lets confirmations overtake the rest.
 */
export class Outbox extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'A mail that a supporter is waiting for was not sent. `npm run dead-letters` lists it and can send it again.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, props: OutboxProps) {
    super(scope, id)
    const { functions, tables, keys, mailIdentity } = props
    this.deadLetters = deadLetterQueue(this)
    const first = this.#queue('Confirmations')
    const rest = this.#queue('Mails')
    const enqueuer = this.#enqueuer(props, { first, rest })
    this.fn = functions.create(this, 'send-mail', {
      description: 'Sends the mail that an event in the ledger owes',
      timeout: senderTimeout,
    })
    tables.grantReadOwed(this.fn)
    tables.grantCount(this.fn)
    tables.grantReadFirstMails(this.fn)
    keys.grantLinkKeys(this.fn)
    mailIdentity.grantSend(this.fn)
    this.deadLetters.grantSendMessages(this.fn)
    this.fn.addEnvironment(environment.deadLetterQueue, this.deadLetters.queueUrl)
    this.fn.addEnvironment(environment.firstMailQueue, first.queueUrl)
    this.fn.addEnvironment(environment.mailQueue, rest.queueUrl)
    // Ten mails at once in each invocation, about 30 a second. SES's rate, which all senders share, may be lower.
    for (const queue of [first, rest]) functions.consume(this.fn, queue)
    this.watched = [
      behind(enqueuer),
      late('Confirmations', first),
      late('Mails', rest),
      ...stopped(this.fn),
      held(this.fn),
      failing(this.fn, { first, rest }),
    ]
  }

  #queue(id: string): Queue {
    return keptQueue(this, id, {
      // No longer than a sender's timeout, so that a mail waits for a dead sender only once. A mail that returns
      // while its sender still runs is already claimed.
      visibilityTimeout: senderTimeout,
      // The most that SQS allows, since a mail that waits for tomorrow's quota returns every few minutes. The sender
      // itself gives up a mail that no attempt will deliver.
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 1000 },
    })
  }

  #enqueuer({ functions, tables, followUps }: OutboxProps, { first, rest }: Queues) {
    const fn = functions.create(this, 'enqueue-work', {
      description: 'Queues the mails, erasures and address changes that events in the ledger owe',
    })
    first.grantSendMessages(fn)
    rest.grantSendMessages(fn)
    fn.addEnvironment(environment.firstMailQueue, first.queueUrl)
    fn.addEnvironment(environment.mailQueue, rest.queueUrl)
    tables.grantCountFirstMails(fn)
    followUps.grantSendMessages(fn)
    fn.addEnvironment(environment.followUpQueue, followUps.queueUrl)
    fn.addEventSource(
      new DynamoEventSource(tables.ledger as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Only an outage can cause failures here, so retry until shortly before the stream, which keeps a day, drops
        // the record.
        maxRecordAge: Duration.hours(23),
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { mail: { S: FilterRule.exists() } } },
          }),
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { type: { S: FilterRule.or(...followedUpTypes, ...firstMailOutcomes) } } },
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

const senderTimeout = Duration.seconds(30)
const period = Duration.minutes(5)

const behind = (enqueuer: LambdaFunction): Watched => ({
  id: 'OutboxBehind',
  impact: 'New mails and erasures are not queued: supporters are waiting for confirmations and may give up.',
  metric: enqueuer.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
  threshold: Duration.minutes(30).toMilliseconds(),
  periods: 1,
})

const late = (id: string, queue: Queue): Watched => ({
  id: `${id}Late`,
  impact:
    id === 'Confirmations'
      ? 'Confirmations are half an hour late: people are waiting for them and may give up. SES’s quota may be used up, or sending paused.'
      : 'Mails are six hours late, because SES’s quota is used up or sending is paused.',
  metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
  threshold: Duration.minutes(id === 'Confirmations' ? 30 : 360).toSeconds(),
  periods: 1,
})

/** Uses the log, since SQS's age of the oldest message ignores a mail that has returned to its queue several times. */
const stopped = (sender: LambdaFunction): Watched[] => [
  {
    id: 'QuotaUsedUp',
    impact: 'The daily quota of SES is used up: all mails wait until it renews. Ask AWS for a higher quota.',
    metric: countOf(sender, 'sendingQuotaExceeded', period),
    threshold: 1,
    periods: 1,
  },
  {
    id: 'SendingStopped',
    impact:
      'SES accepts no mail: sending is paused, or the domain is not verified. No confirmations are sent.',
    metric: countOf(sender, 'sendingDisabled', period),
    threshold: 1,
    periods: 1,
  },
]

const held = (sender: LambdaFunction): Watched => ({
  id: 'ConfirmationsHeld',
  impact:
    'New sign-ups get no confirmation for now: too many bounce, complain or never confirm. Bots may be using a form.',
  metric: countOf(sender, 'confirmationHeld', period),
  threshold: 1,
  periods: 1,
})

/**
 * Compares failed attempts with finished mails: the sender turns every failure into a later attempt, so it has no errors
 * of its own. A single mail is tried ten times in its first hour and eight times in each later one.
 */
function failing(sender: LambdaFunction, { first, rest }: Queues): Watched {
  const hourly = Duration.hours(1)
  return {
    id: 'SendingFailing',
    impact: 'Most attempts to send a mail fail: supporters get no confirmation.',
    metric: new MathExpression({
      expression: 'IF(failed >= 5 AND failed > FILL(confirmations, 0) + FILL(mails, 0), 1, 0)',
      label: 'more failed attempts than finished mails',
      period: hourly,
      usingMetrics: {
        failed: countOf(sender, 'sendingFailed', hourly),
        confirmations: first.metricNumberOfMessagesDeleted({ period: hourly }),
        mails: rest.metricNumberOfMessagesDeleted({ period: hourly }),
      },
    }),
    threshold: 1,
    periods: 1,
  }
}

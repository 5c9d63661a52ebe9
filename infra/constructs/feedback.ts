import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import { countOf } from './log-count.ts'
import { deadLetterQueue, keptQueue, recordedBy } from './queues.ts'
import type { Tables } from './tables.ts'

export interface FeedbackProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
}

/** Records SES's reports on each mail. They come by EventBridge, never by a public webhook. */
export class Feedback extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'A bounce or complaint was not recorded: we may email a person whom we must not email. `npm run dead-letters` lists it and can record it.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, { functions, tables, keys }: FeedbackProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'record-feedback', {
      description: 'Records feedback that could not be recorded at once',
    })
    // This queue holds ids only. The platform's own queues would keep SES's whole event, with address and unsubscribe
    // link.
    const unrecorded = recordedBy(this.fn, 'Unrecorded', { functions, deadLetters: this.deadLetters })
    const receiver = functions.create(this, 'feedback', {
      description: 'Records the delivery, bounce or complaint of each mail',
    })
    keys.grantAddressKey(receiver)
    unrecorded.grantSendMessages(receiver)
    receiver.addEnvironment(environment.feedbackQueue, unrecorded.queueUrl)
    for (const fn of [receiver, this.fn]) tables.grantCommit(fn)
    const unreceived = this.#keepUnreceived(receiver)
    new Rule(this, 'ProviderEvents', {
      description: 'Deliveries, bounces and complaints, as SES reports them',
      eventPattern: { source: ['aws.ses'], detailType: [...providerEvents] },
      targets: [new LambdaTarget(receiver)],
    })
    this.watched = [blocked(receiver), unreadable(receiver), undelivered(unreceived), ...reputation]
  }

  /**
   * Keeps the events that Lambda gives up after six hours without a free invocation: a complaint must not be lost. They
   * are SES's own, with addresses, so the queue deletes them after four days.
   */
  #keepUnreceived(receiver: LambdaFunction): Queue {
    const queue = keptQueue(this, 'UnreceivedDeadLetters', { retentionPeriod: Duration.days(4) })
    receiver.configureAsyncInvoke({ maxEventAge: Duration.hours(6), onFailure: new SqsDestination(queue) })
    return queue
  }
}

/** The names in EventBridge. */
const providerEvents = [
  'Email Bounced',
  'Email Complaint Received',
  'Email Delivered',
  'Email Delivery Delayed',
  'Email Rejected',
]

const blocked = (receiver: LambdaFunction): Watched => ({
  id: 'MailBlocked',
  impact:
    'Mailbox providers refuse our mails because of our reputation or their content: supporters get nothing. The feedback function’s log says why (code mailBlocked).',
  metric: countOf(receiver, 'mailBlocked', Duration.hours(1)),
  // A single refusal may be one company's own filter.
  threshold: 3,
  periods: 1,
})

const unreadable = (receiver: LambdaFunction): Watched => ({
  id: 'FeedbackUnreadable',
  impact:
    'SES reports something that this version cannot read (code feedbackUnreadable): we may mail people who must not be mailed.',
  metric: countOf(receiver, 'feedbackUnreadable', Duration.hours(1)),
  threshold: 1,
  periods: 1,
})

const undelivered = (unreceived: Queue): Watched => ({
  id: 'FeedbackUnreceived',
  impact:
    'Bounces or complaints reached no function for six hours: we may mail people who must not be mailed. `npm run dead-letters` can record them, for four days.',
  metric: unreceived.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
  threshold: 1,
  periods: 1,
})

const rate = (metricName: string) =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) })

/** Half of the rates at which AWS reviews an account: 5 % bounces, 0.1 % complaints. */
const reputation: readonly Watched[] = [
  {
    id: 'BounceRate',
    impact:
      'Too many mails bounce. At 5 % AWS reviews the account, at 10 % it stops our mail. A form may be taking made-up addresses.',
    metric: rate('Reputation.BounceRate'),
    threshold: 0.025,
    periods: 1,
  },
  {
    id: 'ComplaintRate',
    impact:
      'Too many people report our mails as spam. At 0.1 % AWS reviews the account and Gmail files our mails as spam, at 0.5 % AWS stops them.',
    metric: rate('Reputation.ComplaintRate'),
    threshold: 0.0005,
    periods: 1,
  },
]

import { Duration } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import { countOf } from './log-count.ts'
import { deadLetterQueue, recordedBy } from './queues.ts'
import type { Tables } from './tables.ts'

export interface FeedbackProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
}

/** Hears from SES, by EventBridge and never by a public webhook, what became of each mail. */
export class Feedback extends Construct {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly consequence =
    'A bounce or complaint was not recorded: somebody may get mail that they must not get. `npm run dead-letters` records it.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, { functions, tables, keys }: FeedbackProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    this.fn = functions.create(this, 'record-feedback', {
      description: 'Records what could not be recorded at once',
    })
    // By id. The platform's own queues would keep SES's whole event, address and unsubscribe link included.
    const unrecorded = recordedBy(this.fn, 'Unrecorded', this.deadLetters)
    const hearing = functions.create(this, 'feedback', { description: 'Records what becomes of mails' })
    keys.grantAddressKey(hearing)
    unrecorded.grantSendMessages(hearing)
    hearing.addEnvironment(environment.feedbackQueue, unrecorded.queueUrl)
    for (const fn of [hearing, this.fn]) tables.grantCommit(fn)
    new Rule(this, 'ProviderEvents', {
      description: 'What becomes of mails, as SES reports it',
      eventPattern: { source: ['aws.ses'], detailType: [...providerEvents] },
      targets: [new LambdaTarget(hearing)],
    })
    this.watched = [blocked(hearing), unheard(hearing), ...reputation]
  }
}

/** As EventBridge names them. */
const providerEvents = [
  'Email Bounced',
  'Email Complaint Received',
  'Email Delivered',
  'Email Delivery Delayed',
  'Email Rejected',
]

const blocked = (hearing: LambdaFunction): Watched => ({
  id: 'MailBlocked',
  consequence:
    'Mailbox providers refuse our mails for what we are or what they contain: supporters get nothing. The log of the feedback function says why (code mailBlocked).',
  metric: countOf(hearing, 'mailBlocked', Duration.hours(1)),
  // One can be one company's own filter.
  threshold: 3,
  periods: 1,
})

const unheard = (hearing: LambdaFunction): Watched => ({
  id: 'FeedbackUnheard',
  consequence: 'Bounces and complaints are not heard: somebody may get mail that they must not get.',
  metric: hearing.metricErrors({ period: Duration.minutes(5) }),
  threshold: 1,
  periods: 1,
})

const rate = (metricName: string) =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) })

/** Half of where AWS puts an account under review: 5 % bounces, 0.1 % complaints. */
const reputation: readonly Watched[] = [
  {
    id: 'BounceRate',
    consequence:
      'Too many mails bounce. At 5 % AWS looks at the account, at 10 % it stops our mail. Does a form take addresses that nobody has?',
    metric: rate('Reputation.BounceRate'),
    threshold: 0.025,
    periods: 1,
  },
  {
    id: 'ComplaintRate',
    consequence:
      'Too many people press “spam”. At 0.1 % AWS looks at the account and Gmail files our mails as spam, at 0.5 % AWS stops them.',
    metric: rate('Reputation.ComplaintRate'),
    threshold: 0.0005,
    periods: 1,
  },
]

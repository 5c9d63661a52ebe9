import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'

export interface AlarmsProps {
  readonly settings: Settings
  readonly api: HttpApi
  readonly endpoints: readonly LambdaFunction[]
  readonly workers: readonly Worker[]
  readonly watched: readonly Watched[]
}

/** A function that nobody waits for: what it gives up shows in its queue. */
export interface Worker {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  /** What people suffer from what lies in the queue. */
  readonly consequence: string
}

/** A number that says in time that people will suffer. */
export interface Watched {
  readonly id: string
  readonly consequence: string
  readonly metric: IMetric
  readonly threshold: number
  /** How many of the metric's periods in a row. */
  readonly periods: number
}

/** Mails the technical mailbox when a supporter suffers, and says what they suffer. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(scope: Construct, id: string, { settings, api, endpoints, workers, watched }: AlarmsProps) {
    super(scope, id)
    this.#topic = new Topic(this, 'Topic', { displayName: `${settings.stackName} alarms`, enforceSSL: true })
    this.#topic.addSubscription(new EmailSubscription(settings.organisation.technicalMailbox))
    // Requiring TLS replaces the topic's default policy, which is what lets CloudWatch publish.
    this.#topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'))
    const period = Duration.minutes(5)
    this.#alarm('ApiErrors', 'People see an error page instead of signing up, confirming or leaving.', {
      metric: api.metricServerError({ period, statistic: 'Sum' }),
      threshold: 5,
    })
    for (const fn of endpoints) {
      this.#alarm(
        `${fn.node.id}Errors`,
        `Requests fail without a proper answer: ${fn.node.id} crashes or times out.`,
        {
          metric: fn.metricErrors({ period }),
          threshold: 5,
        },
      )
    }
    for (const { fn, deadLetters, consequence } of workers) {
      this.#alarm(`${fn.node.id}GaveUp`, consequence, {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
        threshold: 1,
      })
    }
    for (const { id, consequence, ...condition } of watched) this.#alarm(id, consequence, condition)
  }

  #alarm(
    id: string,
    suffering: string,
    { metric, threshold, periods = 1 }: { metric: IMetric; threshold: number; periods?: number },
  ): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: suffering,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.#topic))
  }
}

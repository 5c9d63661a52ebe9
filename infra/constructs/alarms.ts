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

/** A function that no caller waits for: its undeliverable work goes to a dead-letter queue. */
export interface Worker {
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  /** The effect on people of work in the dead-letter queue. */
  readonly impact: string
}

/** A metric that warns before people are affected. */
export interface Watched {
  /** The alarm's id, and its heading in the runbook. */
  readonly id: string
  readonly impact: string
  readonly metric: IMetric
  readonly threshold: number
  /** How many consecutive periods must reach the threshold. */
  readonly periods: number
}

interface Condition {
  readonly impact: string
  /** The heading in the runbook. @default the alarm's id */
  readonly runbook?: string
  readonly metric: IMetric
  readonly threshold: number
  readonly periods?: number
}

/** Mails the technical mailbox. Each alarm states its impact and names its heading in the runbook. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(scope: Construct, id: string, { settings, api, endpoints, workers, watched }: AlarmsProps) {
    super(scope, id)
    this.#topic = new Topic(this, 'Topic', { displayName: `${settings.stackName} alarms`, enforceSSL: true })
    this.#topic.addSubscription(new EmailSubscription(settings.organisation.technicalMailbox))
    // Requiring TLS replaces the topic's default policy, which allows CloudWatch to publish.
    this.#topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'))
    const period = Duration.minutes(5)
    this.#alarm('ApiErrors', {
      impact: 'People see an error page instead of signing up, confirming or unsubscribing.',
      metric: api.metricServerError({ period, statistic: 'Sum' }),
      threshold: 5,
    })
    for (const fn of endpoints) {
      this.#alarm(`${fn.node.id}Errors`, {
        impact: `HTTP requests fail: ${fn.node.id} crashes or times out.`,
        runbook: 'FunctionErrors',
        metric: fn.metricErrors({ period }),
        threshold: 5,
      })
    }
    for (const { fn, deadLetters, impact } of workers) {
      this.#alarm(`${fn.node.id}Undelivered`, {
        impact,
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
        threshold: 1,
      })
    }
    for (const { id, ...condition } of watched) this.#alarm(id, condition)
  }

  #alarm(id: string, { impact, runbook = id, metric, threshold, periods = 1 }: Condition): void {
    const alarm = new Alarm(this, id, {
      alarmDescription: `${impact} What to do: infra/README.md, “${runbook}”.`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.#topic))
  }
}

import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { chunks } from '../../shared/lib/chunks.ts'
import type { Settings } from '../../shared/settings/settings.ts'

export interface AlarmsProps {
  readonly settings: Settings
  readonly api: HttpApi
  /** The functions that no caller of the API waits for. */
  readonly backgroundFunctions: readonly LambdaFunction[]
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
  /** Of how many periods. @default in a row */
  readonly outOf?: number
}

interface Condition {
  readonly impact: string
  /** The heading in the runbook. @default the alarm's id */
  readonly runbook?: string
  readonly metric: IMetric
  readonly threshold: number
  readonly periods?: number
  readonly outOf?: number
}

/**
 * One in a hundred, in two periods of five minutes within an hour. Of a request an hour, the second failure is enough; of
 * a thousand a second, the few that always fail are not.
 */
const sustained = { threshold: 0.01, periods: 2, outOf: 12 }
const period = Duration.minutes(5)

/** The most metrics that one alarm's expression can have (CloudWatch quotas). */
const metricsOfAnAlarm = 10

/** Mails the technical mailbox. Each alarm states its impact and names its heading in the runbook. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id)
    const { settings, api, backgroundFunctions, workers, watched } = props
    this.#topic = new Topic(this, 'Topic', { displayName: `${settings.stackName} alarms`, enforceSSL: true })
    this.#topic.addSubscription(new EmailSubscription(settings.organisation.technicalMailbox))
    // Requiring TLS replaces the topic's default policy, which allows CloudWatch to publish.
    this.#topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'))
    // A function of the API that crashes or times out is a server error too.
    this.#alarm('ApiErrors', {
      impact: 'People see an error page instead of signing up, confirming or unsubscribing.',
      metric: shareOfServerErrors(api),
      ...sustained,
    })
    for (const [i, fns] of chunks(backgroundFunctions, metricsOfAnAlarm).entries()) {
      this.#alarm(i === 0 ? 'WorkerErrors' : `WorkerErrors${i + 1}`, {
        impact: 'A background function crashes or times out: mails, feedback or deletions wait.',
        runbook: 'WorkerErrors',
        metric: highestErrorRate(fns),
        ...sustained,
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

  #alarm(id: string, condition: Condition): void {
    const { impact, runbook = id, metric, threshold, periods = 1, outOf = periods } = condition
    const alarm = new Alarm(this, id, {
      alarmDescription: `${impact} What to do: infra/README.md, “${runbook}”.`,
      metric,
      threshold,
      evaluationPeriods: outOf,
      datapointsToAlarm: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    const mail = new SnsAction(this.#topic)
    alarm.addAlarmAction(mail)
    alarm.addOkAction(mail)
  }
}

function shareOfServerErrors(api: HttpApi): IMetric {
  return new MathExpression({
    expression: 'errors / requests',
    label: 'share of server errors',
    period,
    usingMetrics: {
      errors: api.metricServerError({ period, statistic: Stats.SUM }),
      requests: api.metricCount({ period, statistic: Stats.SAMPLE_COUNT }),
    },
  })
}

/** Returns the highest error rate among functions: the average of a metric that has 0 or 1 for each invocation. */
function highestErrorRate(fns: readonly LambdaFunction[]): IMetric {
  const rates = fns.map(
    (fn, i) => [`rate${i}`, fn.metricErrors({ period, statistic: Stats.AVERAGE })] as const,
  )
  return new MathExpression({
    // Without FILL, a function that did not run could hide the others.
    expression: `MAX([${rates.map(([name]) => `FILL(${name}, 0)`).join(', ')}])`,
    label: 'highest error rate of a function',
    period,
    usingMetrics: Object.fromEntries(rates),
  })
}

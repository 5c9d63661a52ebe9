import { Duration } from 'aws-cdk-lib'
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITable } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import {
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { environment } from '../../shared/lib/environment.ts'
import type { Watched } from './alarms.ts'
import type { FunctionFactory } from './function-factory.ts'
import { deadLetterQueue } from './queues.ts'
import type { Tables } from './tables.ts'

export interface SealsProps {
  readonly functions: FunctionFactory
  readonly tables: Tables
}

const collectorTimeout = Duration.seconds(30)
/**
 * The time between a seal's end and its creation: ten times a collector's timeout, so that no collector appends after
 * the end.
 */
const margin = Duration.seconds(10 * collectorTimeout.toSeconds())

/** Seals the ledger once a day: collects the hashes of new events as they arrive, then hashes them into one. */
export class Seals extends Construct {
  /** The function that seals. Invoke it for a seal on demand. */
  readonly fn: LambdaFunction
  readonly deadLetters: Queue
  readonly impact =
    'The ledger was not sealed, or events were not collected for its seal: consents from that time have no proof of inclusion.'
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string, { functions, tables }: SealsProps) {
    super(scope, id)
    this.deadLetters = deadLetterQueue(this)
    const collector = functions.create(this, 'collect-leaves', {
      description: 'Collects the hashes of new events for the next seal',
      timeout: collectorTimeout,
    })
    tables.grantCollect(collector)
    collector.addEventSource(this.#newEvents(tables))
    this.fn = functions.create(this, 'seal', {
      description: 'Seals the events collected since the last seal',
      timeout: Duration.minutes(15),
      // Memory for a day of several million events, and a whole CPU.
      memory: 1769,
      deadLetters: this.deadLetters,
    })
    tables.grantSeal(this.fn)
    this.fn.addEnvironment(environment.sealMargin, String(margin.toSeconds()))
    new Rule(this, 'SealDaily', {
      description: 'Seals the ledger',
      schedule: Schedule.cron({ hour: '1', minute: '17' }),
      targets: [new LambdaTarget(this.fn, { deadLetterQueue: this.deadLetters, retryAttempts: 10 })],
    })
    this.watched = [behind(collector), overdue(collector, this.fn)]
  }

  #newEvents(tables: Tables): DynamoEventSource {
    return new DynamoEventSource(tables.ledger as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 1000,
      maxBatchingWindow: Duration.minutes(1),
      // Only an outage can cause failures here, so retry until shortly before the stream, which keeps a day, drops
      // the record.
      maxRecordAge: Duration.hours(23),
      onFailure: new SqsDlq(this.deadLetters),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { hash: { S: FilterRule.exists() }, type: { S: FilterRule.exists() } } },
        }),
      ],
    })
  }
}

const behind = (collector: LambdaFunction): Watched => ({
  id: 'SealsBehind',
  impact: 'New events are not being collected for their seal; after 23 hours they are dropped.',
  metric: collector.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: Duration.minutes(5) }),
  threshold: Duration.hours(1).toMilliseconds(),
  periods: 1,
})

/** Counts only days with events: a day without events needs no seal, and a new stack has not had time for one. */
const overdue = (collector: LambdaFunction, sealer: LambdaFunction): Watched => {
  const period = Duration.days(1)
  return {
    id: 'SealsOverdue',
    impact: 'Two days of events have no seal: they could be changed without detection.',
    metric: new MathExpression({
      expression: 'IF(FILL(collected, 0) > 0 AND FILL(sealings, 0) < 1, 1, 0)',
      label: 'days with events and no seal',
      period,
      usingMetrics: {
        collected: collector.metricInvocations({ period }),
        sealings: sealer.metricInvocations({ period }),
      },
    }),
    threshold: 1,
    periods: 2,
  }
}

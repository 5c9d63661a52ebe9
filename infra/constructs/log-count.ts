import type { Duration } from 'aws-cdk-lib'
import { Stack } from 'aws-cdk-lib'
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { LogCode } from '../../shared/lib/log.ts'

/** Counts how often a function logs a code of `shared/lib/log.ts`, for faults that are not errors of the function. */
export function countOf(fn: LambdaFunction, code: LogCode, period: Duration): IMetric {
  const filter = new MetricFilter(fn, `Count-${code}`, {
    logGroup: fn.logGroup,
    metricNamespace: Stack.of(fn).stackName,
    metricName: code,
    // Matches a word of the line, since Lambda may write a prefix before our JSON.
    filterPattern: FilterPattern.anyTerm(code),
    metricValue: '1',
  })
  return filter.metric({ period, statistic: Stats.SUM })
}

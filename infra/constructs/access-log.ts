import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import {
  FilterPattern,
  type IFilterPattern,
  LogGroup,
  MetricFilter,
  RetentionDays,
} from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Watched } from './alarms.ts'

/**
 * Logs the route and status of each answer, without data on the caller, since a network address is personal data. A
 * token that API Gateway refuses reaches no function and so no audit trail; it appears here.
 */
export class AccessLog extends Construct {
  readonly settings: IAccessLogSettings
  readonly watched: readonly Watched[]

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const { stackName } = Stack.of(this)
    const logGroup = new LogGroup(this, 'Log', {
      // API Gateway maintains the policy that lets it write to logs under this prefix.
      logGroupName: `/aws/vendedlogs/${stackName}-api`,
      retention: RetentionDays.ONE_MONTH,
      // A retained log group would block a new stack of this name.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.settings = {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(line)),
    }
    const count = (id: string, metricName: string, filterPattern: IFilterPattern) =>
      new MetricFilter(this, id, {
        logGroup,
        metricNamespace: stackName,
        metricName,
        filterPattern,
        metricValue: '1',
      }).metric({ period: Duration.minutes(5), statistic: Stats.SUM })
    const refused = FilterPattern.stringValue('$.status', '=', '401')
    const forbidden = FilterPattern.all(
      FilterPattern.stringValue('$.status', '=', '403'),
      FilterPattern.stringValue('$.route', '=', '* /privacy/*'),
    )
    this.watched = [
      {
        id: 'TokensRefused',
        impact:
          'Many tokens were refused on the officers’ API: an attack, or a program with an expired token. None was let in. The access log has the time and the route.',
        metric: count('Refused', 'tokensRefused', refused),
        threshold: 25,
        periods: 1,
      },
      {
        id: 'CallsForbidden',
        impact:
          'A signed-in officer keeps making calls that their role does not allow: a stolen token, or a missing role. Nothing was done or shown.',
        metric: count('Forbidden', 'callsForbidden', forbidden),
        threshold: 25,
        periods: 1,
      },
    ]
  }
}

const line = {
  id: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
}

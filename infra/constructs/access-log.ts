import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs'
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
    const refused = new MetricFilter(this, 'Refused', {
      logGroup,
      metricNamespace: stackName,
      metricName: 'tokensRefused',
      filterPattern: FilterPattern.stringValue('$.status', '=', '401'),
      metricValue: '1',
    })
    this.watched = [
      {
        id: 'TokensRefused',
        impact:
          'Many tokens were refused on the officers’ API: an attack, or a program with an expired token. None was let in. The access log has the time and the route.',
        metric: refused.metric({ period: Duration.minutes(5), statistic: Stats.SUM }),
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

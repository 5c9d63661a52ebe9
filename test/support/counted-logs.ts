import type { LocalStack } from '../../infra/local/local-stack.ts'

interface Query {
  readonly Id: string
  readonly MetricStat?: { readonly Metric: { readonly MetricName: string } }
}

/**
 * Returns the lines that the template's metric filters count for one metric of an alarm, as CloudWatch Logs would.
 * @param metric its name in the alarm's expression
 */
export function linesCountedBy(stack: LocalStack, alarm: string, metric: string): string[] {
  const found = stack.deployment
    .ofType('AWS::CloudWatch::Alarm')
    .find(({ logicalId }) => logicalId.startsWith(`Alarms${alarm}`))
  const query = (found?.properties.Metrics as Query[] | undefined)?.find(({ Id }) => Id === metric)
  const name = query?.MetricStat?.Metric.MetricName
  const patterns = stack.deployment
    .ofType('AWS::Logs::MetricFilter')
    .filter(({ properties }) => properties.MetricTransformations[0].MetricName === name)
    .map(({ properties }) => termsOf(properties.FilterPattern))
  return stack.logs.filter((line) => patterns.some((terms) => terms.some((term) => line.includes(term))))
}

/** Reads a filter pattern of one or more terms, of which any has to occur: `?"a" ?"b"`. */
function termsOf(pattern: string): string[] {
  const terms = [...pattern.matchAll(/\?"(\w+)"|^"?(\w+)"?$/g)].map(([, any, only]) => any ?? only ?? '')
  if (terms.length === 0) throw new Error(`a filter pattern that is no list of terms: ${pattern}`)
  return terms
}

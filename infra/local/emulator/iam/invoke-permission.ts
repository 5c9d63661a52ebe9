import type { Deployment, LocalFunction } from '../template/deployment.ts'

/** Whether an `AWS::Lambda::Permission` lets the service invoke the function on behalf of that source. */
export function mayInvoke(
  deployment: Deployment,
  fn: LocalFunction,
  principal: string,
  sourceArn: string,
): boolean {
  return deployment
    .ofType('AWS::Lambda::Permission')
    .map(({ properties }) => properties)
    .filter(({ FunctionName }) => [fn.name, fn.arn].includes(FunctionName))
    .filter(({ Action }) => ['lambda:InvokeFunction', 'lambda:*'].includes(Action))
    .filter(({ Principal }) => Principal === principal)
    .some(({ SourceArn }) => SourceArn === undefined || arnMatches(SourceArn, sourceArn))
}

/** ARN patterns as IAM writes them: `*` for any run of characters, `?` for one. */
export function arnMatches(pattern: string, arn: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(arn)
}

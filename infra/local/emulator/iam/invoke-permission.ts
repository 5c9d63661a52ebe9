import type { Deployment, LocalFunction } from '../template/deployment.ts'

/** Checks whether an `AWS::Lambda::Permission` lets a service invoke the function for an event source. */
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

/** Checks whether an ARN matches an IAM pattern: `*` stands for any characters, `?` for one. */
export function arnMatches(pattern: string, arn: string): boolean {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(arn)
}

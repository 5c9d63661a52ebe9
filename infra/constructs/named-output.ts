import { CfnOutput, type CfnOutputProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** Adds a stack output under exactly this name, which documents and commands use. */
export function namedOutput(scope: Construct, name: string, props: CfnOutputProps): void {
  new CfnOutput(scope, name, props).overrideLogicalId(name)
}

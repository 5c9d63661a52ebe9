import { CfnOutput, type CfnOutputProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** Adds an output of the stack under exactly this name, which documents and commands quote. */
export function namedOutput(scope: Construct, name: string, props: CfnOutputProps): void {
  new CfnOutput(scope, name, props).overrideLogicalId(name)
}

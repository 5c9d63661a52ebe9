import { RemovalPolicy } from 'aws-cdk-lib'
import type { Settings } from '../../shared/settings/settings.ts'

/** Returns how to remove what production keeps: never, but for a first deployment that failed, which leaves it empty. */
export function removalOf({ environment }: Pick<Settings, 'environment'>): RemovalPolicy {
  return environment === 'production' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY
}

/**
 * Returns the same for what is protected from deletion as well. CloudFormation could not delete it after a failed first
 * deployment either, and would stop in `ROLLBACK_FAILED`: it stays.
 */
export function protectedRemovalOf({ environment }: Pick<Settings, 'environment'>) {
  const production = environment === 'production'
  return {
    deletionProtection: production,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  }
}

import { fromEnv } from '@aws-sdk/credential-provider-env'

/** Replaces the SDK's default credential chain in bundles: in Lambda, credentials are always in the environment. */
export const defaultProvider = () => fromEnv()

import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { officersRoutes } from '../../shared/api/officers-routes.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { createApiFunctions } from './api-functions.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { KeptCapacity } from './kept-capacity.ts'
import type { Keys } from './keys.ts'
import { OfficersSignIn } from './officers-sign-in.ts'
import type { Register } from './register.ts'
import type { Tables } from './tables.ts'

export interface OfficersApiProps {
  readonly settings: Settings
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
  readonly keys: Keys
  readonly api: HttpApi
  readonly kept: KeptCapacity
}

/**
 * The officers' part of the API. API Gateway checks a bearer token before a function runs, and each function records
 * the call in the audit trail.
 */
export class OfficersApi extends Construct {
  readonly functions: LambdaFunction[]

  constructor(
    scope: Construct,
    id: string,
    { settings, functions, tables, register, keys, api, kept }: OfficersApiProps,
  ) {
    super(scope, id)
    const { authorizer } = new OfficersSignIn(this, 'SignIn', settings)
    const fn = createApiFunctions(this, { api, functions, routes: officersRoutes, authorizer, kept })
    this.functions = Object.values(fn)
    for (const audited of this.functions) tables.grantAudit(audited)

    const lookUp = fn['look-up']
    tables.grantReceipt(lookUp)
    register.grantFind(lookUp)
    keys.grantAddressKey(lookUp)

    const dataRequests = fn['data-requests']
    register.grantRead(dataRequests)
    register.grantWrite(dataRequests)
    register.grantFind(dataRequests)
    tables.grantCommit(dataRequests)
    tables.grantReceipt(dataRequests)
    keys.grantAddressKey(dataRequests)

    const requestFiles = fn['request-files']
    register.grantRead(requestFiles)
    register.grantFind(requestFiles)
    tables.grantReceipt(requestFiles)

    tables.grantReadAudit(fn.audit)

    tables.grantCommit(fn.suppressions)
    keys.grantAddressKey(fn.suppressions)

    tables.grantLoadMany(fn['may-mail'])
    tables.grantCountAsked(fn['may-mail'])
    keys.grantAddressKey(fn['may-mail'])

    tables.grantScan(fn['mailing-list'])
    keys.grantLinkKeys(fn['mailing-list'])

    tables.grantStatistics(fn.statistics)
  }
}

import { type HttpApi, HttpMethod, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import { OfficersSignIn } from './officers-sign-in.ts'
import { addRoute } from './public-api.ts'
import type { Register } from './register.ts'
import type { Tables } from './tables.ts'

export interface OfficersApiProps {
  readonly settings: Settings
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly register: Register
  readonly keys: Keys
  readonly api: HttpApi
}

const { GET, POST } = HttpMethod

/**
 * The part of the API that asks for a bearer token, checked by API Gateway before a function runs. Each function puts
 * what it was asked on the audit trail.
 */
export class OfficersApi extends Construct {
  readonly functions: LambdaFunction[] = []
  readonly #authorizer: IHttpRouteAuthorizer

  constructor(scope: Construct, id: string, props: OfficersApiProps) {
    super(scope, id)
    const { settings, tables, register, keys } = props
    this.#authorizer = new OfficersSignIn(this, 'SignIn', settings).authorizer

    const lookUp = this.#add(props, 'look-up', 'Shows an officer what is held on an address', [
      [POST, '/privacy/lookup'],
    ])
    tables.grantReceipt(lookUp)
    register.grantFind(lookUp)
    keys.grantAddressKey(lookUp)

    const dataRequests = this.#add(props, 'data-requests', 'Keeps the register of data requests', [
      [POST, '/privacy/requests'],
      [GET, '/privacy/requests'],
      [GET, '/privacy/requests/{id}'],
      [POST, '/privacy/requests/{id}/actions'],
    ])
    register.grantRead(dataRequests)
    register.grantWrite(dataRequests)
    register.grantFind(dataRequests)
    tables.grantCommit(dataRequests)
    tables.grantReceipt(dataRequests)
    keys.grantAddressKey(dataRequests)

    const requestFiles = this.#add(
      props,
      'request-files',
      'Makes the copy of somebody’s data and certificates',
      [
        [GET, '/privacy/requests/{id}/export'],
        [GET, '/privacy/requests/{id}/certificate'],
      ],
    )
    register.grantRead(requestFiles)
    register.grantFind(requestFiles)
    tables.grantReceipt(requestFiles)

    const audit = this.#add(props, 'audit', 'Shows who asked what of the officers’ API', [
      [GET, '/privacy/audit'],
    ])
    tables.grantReadAudit(audit)

    const suppressions = this.#add(props, 'suppressions', 'Imports lists of people never to be mailed', [
      [POST, '/privacy/suppressions'],
    ])
    tables.grantCommit(suppressions)
    keys.grantAddressKey(suppressions)

    const mayMail = this.#add(props, 'may-mail', 'Tells other systems whom they may mail', [
      [POST, '/privacy/may-mail'],
    ])
    tables.grantLoadMany(mayMail)
    keys.grantAddressKey(mayMail)

    const mailingList = this.#add(props, 'mailing-list', 'Lists who may be mailed', [
      [GET, '/privacy/mailing-list'],
    ])
    tables.grantScan(mailingList)
    keys.grantLinkKeys(mailingList)

    const statistics = this.#add(props, 'statistics', 'Shows the day’s figures', [
      [GET, '/privacy/statistics'],
    ])
    tables.grantStatistics(statistics)
  }

  #add(
    { functions, tables, api }: OfficersApiProps,
    name: string,
    description: string,
    routes: readonly [HttpMethod, string][],
  ): LambdaFunction {
    const fn = functions.create(this, name, { description })
    for (const [method, path] of routes) addRoute(api, fn, path, [method], this.#authorizer)
    tables.grantAudit(fn)
    this.functions.push(fn)
    return fn
  }
}

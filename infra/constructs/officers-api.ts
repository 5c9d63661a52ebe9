import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
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

/** The part of the API that asks for a bearer token, checked by API Gateway before a function runs. */
export class OfficersApi extends Construct {
  readonly functions: LambdaFunction[]

  constructor(scope: Construct, id: string, { settings, functions, tables, keys, api }: OfficersApiProps) {
    super(scope, id)
    const { issuer, audience } = settings.officers
    const authorizer = new HttpJwtAuthorizer('OfficersAuthorizer', issuer, { jwtAudience: [audience] })
    const lookUp = functions.create(this, 'look-up', {
      description: 'Shows an officer what is held on an address',
    })
    addRoute(api, lookUp, '/privacy/lookup', [HttpMethod.POST], authorizer)
    tables.grantLookUp(lookUp)
    keys.grantAddressKey(lookUp)
    this.functions = [lookUp]
  }
}

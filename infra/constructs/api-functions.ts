import {
  type HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { Route } from '../../shared/api/route.ts'
import type { FunctionFactory, FunctionOptions } from './function-factory.ts'
import type { KeptCapacity } from './kept-capacity.ts'

type Routes = Readonly<Record<string, Route>>

export interface ApiFunctionsProps<R extends Routes> {
  readonly api: HttpApi
  readonly functions: FunctionFactory
  readonly routes: R
  /** Checks each HTTP request before its function runs. @default the routes are public */
  readonly authorizer?: IHttpRouteAuthorizer
  /** Keeps capacity for the routes that refuse strangers early: those of a signed link, or behind the authorizer. */
  readonly kept: KeptCapacity
  /** Options by function. @default the factory's */
  readonly options?: Readonly<Partial<Record<R[keyof R]['function'], Partial<FunctionOptions>>>>
}

/** Creates each function that the routes name, without permissions, and routes to it. @returns the functions by name */
export function createApiFunctions<const R extends Routes>(
  scope: Construct,
  { api, functions, routes, authorizer, kept, options }: ApiFunctionsProps<R>,
): Readonly<Record<R[keyof R]['function'], LambdaFunction>> {
  const routeKeys = Map.groupBy(Object.keys(routes), (routeKey) => routes[routeKey]?.function ?? '')
  const created = [...routeKeys].map(([name, served]) => {
    const own = options?.[name as R[keyof R]['function']]
    const fn = functions.create(scope, name, { description: `Serves ${served.join(', ')}`, ...own })
    const integration = new HttpLambdaIntegration(`${fn.node.id}Integration`, fn)
    for (const routeKey of served) {
      const { path, methods } = matching(routeKey, authorizer === undefined)
      const added = api.addRoutes({
        path,
        methods,
        integration,
        authorizer: authorizer ?? new HttpNoneAuthorizer(),
      })
      if (authorizer || path.includes('{token}')) kept.keep(added)
    }
    return [name, fn] as const
  })
  return Object.fromEntries(created) as Record<R[keyof R]['function'], LambdaFunction>
}

/**
 * Adds HEAD to GET, which an HTTP API's route does not match. Browsers and mail scanners send HEAD to public pages;
 * no client sends it to the officers' API, where each call is audited.
 */
function matching(routeKey: string, withHead: boolean): { path: string; methods: HttpMethod[] } {
  const [method, path = ''] = routeKey.split(' ')
  if (method === 'POST') return { path, methods: [HttpMethod.POST] }
  return { path, methods: withHead ? [HttpMethod.GET, HttpMethod.HEAD] : [HttpMethod.GET] }
}

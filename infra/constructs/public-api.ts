import { Duration } from 'aws-cdk-lib'
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { Settings } from '../../shared/settings/settings.ts'
import { bundleEmbed } from '../bundle/bundle.ts'
import { AccessLog } from './access-log.ts'
import { siteRecord } from './dns-record-values.ts'
import { DnsRecords } from './dns-records.ts'
import type { FunctionFactory } from './function-factory.ts'
import type { Keys } from './keys.ts'
import type { MyDataLinkRequests } from './my-data-link-requests.ts'
import { namedOutput } from './named-output.ts'
import type { Tables } from './tables.ts'

export interface PublicApiProps {
  readonly settings: Settings
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
  readonly myDataLinkRequests: MyDataLinkRequests
}

const { GET, HEAD, POST } = HttpMethod

/** Everything that a supporter's browser or a website's form may ask for. */
export class PublicApi extends Construct {
  readonly httpApi: HttpApi
  readonly functions: LambdaFunction[] = []
  readonly accessLog: AccessLog

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id)
    const { settings } = props
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: settings.stackName,
      description: `Public API of ${settings.organisation.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: settings.site.certificateArn !== undefined,
      corsPreflight: {
        allowOrigins: [...new Set(Object.values(settings.forms).flatMap((form) => form.origins))],
        allowMethods: [CorsHttpMethod.POST],
        allowHeaders: ['content-type'],
        allowCredentials: true,
        maxAge: Duration.hours(2),
      },
    })
    this.accessLog = new AccessLog(this, 'AccessLog')
    this.#addStage(settings)
    this.#addEndpoints(props)
  }

  #addEndpoints({ functions, tables, keys, myDataLinkRequests }: PublicApiProps): void {
    const add = (name: string, description: string, routes: [HttpMethod[], string]) => {
      const fn = functions.create(this, name, { description })
      addRoute(this.httpApi, fn, routes[1], routes[0])
      this.functions.push(fn)
      return fn
    }
    const signUp = add('sign-up', 'Takes sign-ups from website forms', [[POST], '/signups'])
    tables.grantCommit(signUp)
    tables.grantCount(signUp)
    keys.grantAddressKey(signUp)

    const form = add('form', 'Shows a hosted sign-up form', [[GET, HEAD], '/forms/{form}'])
    addRoute(this.httpApi, form, '/forms/{form}/thanks', [GET, HEAD])

    const embed = functions.create(this, 'embed', {
      description: 'Serves the script that draws a form on any website',
      beside: bundleEmbed,
    })
    addRoute(this.httpApi, embed, '/embed.js', [GET, HEAD])
    this.functions.push(embed)

    const addLink = (name: string, description: string, path: string) => {
      const fn = add(name, description, [[GET, HEAD, POST], `${path}/{token}`])
      tables.grantCommit(fn)
      keys.grantLinkKeys(fn)
      return fn
    }
    const confirm = addLink('confirm', 'Confirms a sign-up, or a move to another address', '/confirm')
    // For the mark that a sign-up leaves in its browser.
    keys.grantAddressKey(confirm)
    addLink('unsubscribe', 'Lets a supporter leave', '/unsubscribe')
    addLink('preferences', 'Lets a supporter choose what they get', '/preferences')
    const myData = addLink('my-data', 'Shows, corrects and erases what is held of a supporter', '/my-data')
    tables.grantLookUp(myData)
    // A move to another address is asked for under the limit of sign-ups, and is that address's record too.
    tables.grantCount(myData)
    keys.grantAddressKey(myData)

    const requestMyDataLink = add('request-my-data-link', 'Mails supporters the links to their data', [
      [GET, HEAD, POST],
      '/my-data',
    ])
    tables.grantCount(requestMyDataLink)
    keys.grantAddressKey(requestMyDataLink)
    myDataLinkRequests.grantRequest(requestMyDataLink)

    const receipt = add('receipt', 'Shows and proves what a supporter agreed to', [
      [GET, HEAD],
      '/receipt/{token}',
    ])
    tables.grantReceipt(receipt)
    keys.grantLinkKeys(receipt)

    add('health', 'Says that the service is up', [[GET, HEAD], '/health'])
    const exported = add('export', 'Hands over the copy of somebody’s data', [
      [GET, HEAD, POST],
      '/export/{token}',
    ])
    tables.grantRead(exported)
    keys.grantLinkKeys(exported)
    const openapi = add('openapi', 'Describes the API', [[GET, HEAD], '/openapi.json'])
    addRoute(this.httpApi, openapi, '/schemas/export-1.json', [GET, HEAD])

    const notFound = functions.create(this, 'not-found', { description: 'Answers every other path' })
    new HttpRoute(this, 'EverythingElse', {
      httpApi: this.httpApi,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('NotFoundIntegration', notFound),
    })
    this.functions.push(notFound)
  }

  #addStage(settings: Settings): void {
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      autoDeploy: true,
      accessLogSettings: this.accessLog.settings,
      throttle: { rateLimit: settings.limits.requestsPerSecond, burstLimit: settings.limits.burst },
      ...(settings.site.certificateArn && {
        domainMapping: { domainName: this.#addDomain(settings, settings.site.certificateArn) },
      }),
    })
    namedOutput(this, 'Endpoint', { value: stage.url, description: 'Where API Gateway serves the API' })
  }

  #addDomain(settings: Settings, certificateArn: string): DomainName {
    const domainName = new DomainName(this, 'Domain', {
      domainName: new URL(settings.site.publicUrl).hostname,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    })
    new DnsRecords(this, 'Dns', { settings, records: [siteRecord(settings, domainName.regionalDomainName)] })
    return domainName
  }
}

/** Routes methods of a path to a function. A GET route does not match HEAD in an HTTP API: name both. */
export function addRoute(
  api: HttpApi,
  fn: LambdaFunction,
  path: string,
  methods: HttpMethod[],
  authorizer: IHttpRouteAuthorizer = new HttpNoneAuthorizer(),
): void {
  const integration = new HttpLambdaIntegration(`${fn.node.id}Integration`, fn)
  api.addRoutes({ path, methods, integration, authorizer })
}

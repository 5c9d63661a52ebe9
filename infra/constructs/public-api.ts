import { Duration } from 'aws-cdk-lib'
import {
  CorsHttpMethod,
  type CorsPreflightOptions,
  DomainName,
  HttpApi,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets'
import { Construct } from 'constructs'
import { publicRoutes } from '../../shared/api/public-routes.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { bundleEmbed } from '../bundle/bundle.ts'
import { AccessLog } from './access-log.ts'
import { createApiFunctions } from './api-functions.ts'
import { siteRecord } from './dns-record-values.ts'
import { DnsRecords } from './dns-records.ts'
import type { FunctionFactory } from './function-factory.ts'
import { KeptCapacity } from './kept-capacity.ts'
import type { Keys } from './keys.ts'
import type { MyDataLinkRequests } from './my-data-link-requests.ts'
import { namedOutput } from './named-output.ts'
import type { SignUps } from './sign-ups.ts'
import type { Tables } from './tables.ts'

export interface PublicApiProps {
  readonly settings: Settings
  readonly functions: FunctionFactory
  readonly tables: Tables
  readonly keys: Keys
  readonly signUps: SignUps
  readonly myDataLinkRequests: MyDataLinkRequests
}

/** The part of the API for supporters' browsers and websites' forms. */
export class PublicApi extends Construct {
  readonly httpApi: HttpApi
  readonly functions: LambdaFunction[] = []
  readonly accessLog: AccessLog
  readonly kept: KeptCapacity

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id)
    const { settings } = props
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: settings.stackName,
      description: `Public API of ${settings.organisation.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: settings.site.certificateArn !== undefined,
      ...corsOf(settings),
    })
    this.accessLog = new AccessLog(this, 'AccessLog')
    this.kept = new KeptCapacity(this.#addStage(settings))
    this.#addFunctions(props)
  }

  #addFunctions({ settings, functions, tables, keys, signUps, myDataLinkRequests }: PublicApiProps): void {
    const fn = createApiFunctions(this, {
      api: this.httpApi,
      functions,
      routes: publicRoutes,
      kept: this.kept,
      options: {
        embed: { beside: bundleEmbed },
        unsubscribe: { reserved: settings.limits.reservedConcurrency },
      },
    })
    tables.grantCount(fn['sign-up'])
    keys.grantAddressKey(fn['sign-up'])
    signUps.grantAccept(fn['sign-up'])

    for (const name of ['confirm', 'unsubscribe', 'preferences', 'my-data'] as const) {
      tables.grantCommit(fn[name])
      keys.grantLinkKeys(fn[name])
    }
    // To check the same-browser mark.
    keys.grantAddressKey(fn.confirm)
    tables.grantLookUp(fn['my-data'])
    // An address change counts towards the limit of sign-ups, and writes to the new address's record.
    tables.grantCount(fn['my-data'])
    keys.grantAddressKey(fn['my-data'])

    const requestMyDataLink = fn['request-my-data-link']
    tables.grantCount(requestMyDataLink)
    keys.grantAddressKey(requestMyDataLink)
    myDataLinkRequests.grantRequest(requestMyDataLink)

    tables.grantReceipt(fn.receipt)
    keys.grantLinkKeys(fn.receipt)

    tables.grantRead(fn.export)
    keys.grantLinkKeys(fn.export)

    this.functions.push(...Object.values(fn), this.#addNotFound(functions))
  }

  #addNotFound(functions: FunctionFactory): LambdaFunction {
    const notFound = functions.create(this, 'not-found', { description: 'Answers every other path' })
    new HttpRoute(this, 'EverythingElse', {
      httpApi: this.httpApi,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('NotFoundIntegration', notFound),
    })
    return notFound
  }

  #addStage(settings: Settings): HttpStage {
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
    return stage
  }

  #addDomain(settings: Settings, certificateArn: string): DomainName {
    const domainName = new DomainName(this, 'Domain', {
      domainName: new URL(settings.site.publicUrl).hostname,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    })
    const { regionalDomainName, regionalHostedZoneId } = domainName
    new DnsRecords(this, 'Dns', {
      settings,
      records: [siteRecord(settings, regionalDomainName)],
      apexTarget: new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
    })
    return domainName
  }
}

/** Allows the forms' websites to post by script. Without any, API Gateway would refuse an empty list. */
function corsOf({ forms }: Settings): { corsPreflight?: CorsPreflightOptions } {
  const allowOrigins = [...new Set(Object.values(forms).flatMap(({ origins }) => origins))]
  if (allowOrigins.length === 0) return {}
  return {
    corsPreflight: {
      allowOrigins,
      allowMethods: [CorsHttpMethod.POST],
      allowHeaders: ['content-type'],
      allowCredentials: true,
      maxAge: Duration.hours(2),
    },
  }
}

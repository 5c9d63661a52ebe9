import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve as resolvePath } from 'node:path'
import { readAssembly } from './assembly.ts'
import type { LocalResource, Properties } from './local-resource.ts'
import { PhysicalResources } from './physical-resources.ts'
import { type PolicyDocument, rolePolicies } from './role-policies.ts'
import { holds, resolve, type Template } from './template.ts'

export type { LocalResource, Properties } from './local-resource.ts'
export type { PolicyDocument, Statement } from './role-policies.ts'
export type { Template } from './template.ts'

export interface LocalFunction {
  logicalId: string
  name: string
  arn: string
  roleArn: string
  handler: string
  assetDir: string
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMb: number
  reservedConcurrency?: number
  deadLetterArn?: string
  accessKeyId: string
  secretAccessKey: string
}

export interface Deployment {
  stackName: string
  region: string
  accountId: string
  /** As synthesized, with the changes that were asked for at the start. */
  template: Template
  resources: LocalResource[]
  functions: LocalFunction[]
  outputs: Record<string, string>
  ofType(type: string): LocalResource[]
  policiesOf(roleArn: string): PolicyDocument[]
  /** Finds a function by name, or by ARN with or without a qualifier. @throws Error if there is none */
  functionOf(arnOrName: string): LocalFunction
}

export interface DeploymentOptions {
  /** The value of `ApiEndpoint`. */
  apiUrl?: string | undefined
  /** The URL that replaces the issuer of every user pool. */
  signInUrl?: string | undefined
  /** The origin of queue URLs. */
  awsUrl?: string | undefined
}

/** Loads the synthesized stack in `outdir`: resolves its template, with local names and URLs. */
export function loadDeployment(
  outdir: string,
  transform: (template: Template) => Template = (template) => template,
  options: DeploymentOptions = {},
): Deployment {
  const assembly = readAssembly(outdir)
  const template = transform(JSON.parse(readFileSync(assembly.templateFile, 'utf8')) as Template)
  const place = {
    stackName: assembly.stackName,
    region: assembly.region,
    accountId: assembly.accountId,
    apiUrl: options.apiUrl ?? 'http://127.0.0.1:3000',
    awsUrl: options.awsUrl ?? 'http://127.0.0.1:8027',
    ...(options.signInUrl ? { signInUrl: options.signInUrl } : {}),
  }
  const scope = new PhysicalResources(template, place)
  const resources = localResources(scope)
  const ofType = (type: string) => resources.filter((resource) => resource.type === type)
  const functions = ofType('AWS::Lambda::Function').map((resource) =>
    localFunction(resource, assembly.assets, resolvePath(outdir)),
  )
  return {
    stackName: place.stackName,
    region: place.region,
    accountId: place.accountId,
    template,
    resources,
    functions,
    outputs: outputs(scope),
    ofType,
    policiesOf: (roleArn) => rolePolicies(roleArn, resources),
    functionOf: (arnOrName) => findFunction(functions, arnOrName),
  }
}

function localResources(scope: PhysicalResources): LocalResource[] {
  return Object.entries(scope.template.Resources)
    .filter(([logicalId]) => scope.exists(logicalId))
    .map(([logicalId, { Type, Properties = {} }]) => ({
      logicalId,
      type: Type,
      properties: withLocalUrls(resolve(Properties, scope), scope) as Properties,
      name: scope.name(logicalId),
      physicalId: scope.ref(logicalId),
      arn: scope.arn(logicalId),
    }))
}

/** Replaces URLs of API Gateway and user pools that the template spells out by the local ones. */
function withLocalUrls(value: unknown, scope: PhysicalResources): unknown {
  const { 'AWS::Region': region, 'AWS::URLSuffix': suffix } = scope.pseudoParameters
  const url = new RegExp(`https://[a-z0-9]{10}\\.execute-api\\.${region}\\.${suffix}`, 'g')
  const pool = new RegExp(`https://cognito-idp\\.${region}\\.${suffix}/[\\w-]+`, 'g')
  if (value === undefined) return value
  const text = JSON.stringify(value).replace(url, scope.apiUrl)
  return JSON.parse(scope.signInUrl ? text.replace(pool, scope.signInUrl) : text)
}

function localFunction(resource: LocalResource, assets: Map<string, string>, outdir: string): LocalFunction {
  const { properties, logicalId } = resource
  const key = String(properties.Code?.S3Key ?? '')
  const path = assets.get(key)
  if (!path) throw new Error(`The code of ${logicalId} is not an asset of ${outdir}`)
  const runtime = String(properties.Runtime)
  if (!runtime.startsWith('nodejs'))
    throw new Error(`${logicalId} has the runtime "${runtime}"; the emulator supports Node.js only`)
  const reserved = properties.ReservedConcurrentExecutions
  const deadLetterArn = properties.DeadLetterConfig?.TargetArn
  return {
    logicalId,
    name: resource.name,
    arn: resource.arn,
    roleArn: properties.Role,
    handler: properties.Handler,
    assetDir: join(outdir, path),
    environment: { ...properties.Environment?.Variables },
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    ...(reserved === undefined ? {} : { reservedConcurrency: Number(reserved) }),
    ...(deadLetterArn ? { deadLetterArn } : {}),
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  }
}

function outputs(scope: PhysicalResources): Record<string, string> {
  const entries = Object.entries(scope.template.Outputs ?? {}).filter(
    ([, { Condition }]) => Condition === undefined || holds(Condition, scope),
  )
  return Object.fromEntries(
    entries.map(([name, { Value }]) => [name, String(withLocalUrls(resolve(Value, scope), scope))]),
  )
}

function findFunction(functions: LocalFunction[], arnOrName: string): LocalFunction {
  const found = functions.find(
    ({ arn, name }) => arnOrName === name || arnOrName === arn || arnOrName.startsWith(`${arn}:`),
  )
  if (!found) throw new Error(`The template has no function "${arnOrName}"`)
  return found
}

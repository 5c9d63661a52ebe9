import { randomUUID } from 'node:crypto'
import { type Access, AwsError, type Json, unknownOperation } from '../endpoint/call.ts'
import { jsonProtocol } from '../endpoint/protocols/json.ts'
import type { AwsService } from '../endpoint/service.ts'
import type { Deployment } from '../template/deployment.ts'
import type { BusEvent } from './event-bus.ts'

/** Serves EventBridge: takes events for the default bus, and lists the targets of the template's rules. */
export function eventBridge(deployment: Deployment, publish: (event: BusEvent) => void): AwsService {
  return {
    name: 'events',
    protocol: jsonProtocol({ target: 'AWSEvents' }),
    accesses: async ({ operation, input }) =>
      operation === 'ListTargetsByRule'
        ? [{ action: 'events:ListTargetsByRule', resource: ruleNamed(input.Rule, deployment)?.arn ?? '*' }]
        : putAccesses(input.Entries ?? [], deployment),
    handle: async (call) => {
      if (call.operation === 'ListTargetsByRule') return { Targets: targetsOf(call.input.Rule, deployment) }
      if (call.operation !== 'PutEvents') throw unknownOperation(call)
      const entries: Json[] = call.input.Entries ?? []
      assertAcceptable(entries)
      const results = entries.map((entry) => put(entry, deployment, publish))
      return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results }
    },
  }
}

const ruleNamed = (rule: string, deployment: Deployment) =>
  deployment.ofType('AWS::Events::Rule').find(({ name }) => name === rule)

function targetsOf(rule: string, deployment: Deployment): Json[] {
  const found = ruleNamed(rule, deployment)
  if (!found) throw new AwsError('ResourceNotFoundException', `Rule ${rule} does not exist.`)
  return (found.properties.Targets ?? []).map(({ Id, Arn }: Json) => ({ Id, Arn }))
}

/** Asks once for each bus, with the sources and types of all its entries. */
function putAccesses(entries: Json[], deployment: Deployment): Access[] {
  const byBus = Map.groupBy(entries, ({ EventBusName = 'default' }) =>
    EventBusName.startsWith('arn:') ? EventBusName : busArn(EventBusName, deployment),
  )
  return [...byBus].map(([resource, put]) => ({
    action: 'events:PutEvents',
    resource,
    context: {
      'events:source': put.flatMap(({ Source }) => Source ?? []),
      'events:detail-type': put.flatMap(({ DetailType }) => DetailType ?? []),
      'events:eventBusInvocation': 'false',
    },
  }))
}

const busArn = (name: string, { region, accountId }: Deployment) =>
  `arn:aws:events:${region}:${accountId}:event-bus/${name}`

/** @throws AwsError for a fault of the whole call; a fault of one entry fails that entry alone */
function assertAcceptable(entries: Json[]): void {
  if (entries.length === 0 || entries.length > 10)
    throw new AwsError('ValidationException', 'Entries must have 1 to 10 members.')
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) >= 1024 * 1024)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.')
}

const sizeOf = ({ Source = '', DetailType = '', Detail = '', Resources = [] }: Json) =>
  Buffer.byteLength([Source, DetailType, Detail, ...Resources].join(''))

function put(entry: Json, deployment: Deployment, publish: (event: BusEvent) => void): Json {
  const failed = faultOf(entry)
  if (failed) return failed
  const { Source, DetailType, Detail, Resources = [], EventBusName = 'default' } = entry
  const id = randomUUID()
  // An event for a bus that does not exist is lost silently, as in EventBridge.
  const isDefault = ['default', busArn('default', deployment)].includes(EventBusName)
  const event = {
    id,
    source: Source,
    'detail-type': DetailType,
    resources: Resources,
    detail: JSON.parse(Detail),
  }
  if (isDefault) setImmediate(() => publish(event))
  return { EventId: id }
}

function faultOf({ Source, DetailType, Detail }: Json): Json | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail }))
    if (!value) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid.` }
  if (String(Source).startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  return isObject(Detail) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

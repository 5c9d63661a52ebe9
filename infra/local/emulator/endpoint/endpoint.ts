import type { IncomingMessage, ServerResponse } from 'node:http'
import { CapacityLog } from '../dynamodb/capacity.ts'
import { dynamoDb } from '../dynamodb/dynamodb.ts'
import { startEngine } from '../dynamodb/engine.ts'
import { DynamoDbNames } from '../dynamodb/names.ts'
import { dynamoDbStreams } from '../dynamodb/streams.ts'
import { ensureTables, localTables } from '../dynamodb/tables.ts'
import { ExpiredItems } from '../dynamodb/ttl.ts'
import { CountedWrites } from '../dynamodb/writes.ts'
import type { BusEvent } from '../eventbridge/event-bus.ts'
import { events } from '../eventbridge/put-events.ts'
import { Authorizer } from '../iam/authorizer.ts'
import { type Invoker, lambda } from '../lambda/invoke-api.ts'
import { secretsManager } from '../secrets-manager/secrets.ts'
import { Mailbox } from '../ses/mailbox.ts'
import { ses } from '../ses/ses.ts'
import type { EventBridgeEvent } from '../ses/ses-events.ts'
import { SendingQuota, type SesLimits } from '../ses/ses-limits.ts'
import { Queues } from '../sqs/queues.ts'
import { sqs } from '../sqs/sqs.ts'
import type { Deployment } from '../template/deployment.ts'
import { AwsError, type Call, type Caller, type Json, type Service, type ServiceName } from './call.ts'
import { callAt } from './fault-effects.ts'
import { type Fault, Faults } from './faults.ts'
import { serve } from './http-server.ts'
import { type AwsRequest, type AwsResponse, type Decoded, decode } from './protocols.ts'
import { Signatures } from './signature.ts'

export type { EventBridgeEvent } from '../ses/ses-events.ts'

export interface AwsEndpoint {
  url: string
  faults: Faults
  mailbox: Mailbox
  capacity: CapacityLog
  queues: Queues
  /** Changes SES's sending limits. */
  setSesLimits(limits: Partial<SesLimits>): void
  /** Deletes the items whose time to live is over at `now` (milliseconds), as DynamoDB does some day. Answers how many. */
  expireItems(now?: number): Promise<number>
  onProviderEvent(listener: (event: EventBridgeEvent) => void): void
  /** What functions put on the default event bus. */
  onPutEvent(listener: (event: BusEvent) => void): void
  /** Whoever runs functions, for those who invoke them by Lambda's API. */
  onInvoke(invoker: Invoker): void
  /** The faults `crashBefore` and `crashAfter` struck a call of this sandbox. */
  onCrash(listener: (caller: Caller) => void): void
  stop(): Promise<void>
}

export interface AwsEndpointOptions {
  /** 0 for any that is free. */
  port: number
  /** Where state outlives a restart; without it, everything is in memory and begins empty. */
  dataDir?: string
  /** Another DynamoDB than dynoxide; `DYNAMODB_ENDPOINT` unless given. */
  dynamodbEndpoint?: string
  /** Generous unless given. */
  sesLimits?: Partial<SesLimits>
}

const expiryInterval = 10 * 60 * 1000

/** All AWS services that the template's functions use, on one port, under the template's policies. */
export async function startAwsEndpoint(
  deployment: Deployment,
  options: AwsEndpointOptions,
): Promise<AwsEndpoint> {
  const { dataDir } = options
  const providerEvents = new Set<(event: EventBridgeEvent) => void>()
  const putEvents = new Set<(event: BusEvent) => void>()
  let invoker: Invoker | undefined
  const crashes = new Set<(caller: Caller) => void>()
  const faults = new Faults()
  const capacity = new CapacityLog()
  const quota = new SendingQuota(options.sesLimits)
  const mailbox = await Mailbox.open(dataDir)
  const queues = new Queues(deployment, dataDir)
  const tables = await startTables(deployment, options, capacity)
  const services: Record<ServiceName, Service> = {
    ...tables.services,
    events: events(deployment, (event) => tell(putEvents, event)),
    lambda: lambda(deployment, () => invoker),
    secretsmanager: secretsManager(deployment, dataDir),
    ses: ses(deployment, mailbox, quota, (event) => tell(providerEvents, event)),
    sqs: sqs(deployment, queues),
  }
  const handle = requestHandler(deployment, services, faults, (caller) => tell(crashes, caller))
  const server = await serve(options.port, handle).catch(async (error) => {
    await tables.stop()
    throw error
  })
  return {
    url: server.url,
    faults,
    mailbox,
    capacity,
    queues,
    setSesLimits: (limits) => quota.setLimits(limits),
    expireItems: (now) => tables.expired.sweep(now),
    onProviderEvent: (listener) => providerEvents.add(listener),
    onPutEvent: (listener) => putEvents.add(listener),
    onInvoke: (runtime) => {
      invoker = runtime
    },
    onCrash: (listener) => crashes.add(listener),
    stop: async () => {
      await server.stop()
      await tables.stop()
    },
  }
}

async function startTables(deployment: Deployment, options: AwsEndpointOptions, capacity: CapacityLog) {
  const { dataDir, dynamodbEndpoint: endpoint } = options
  const engine = new CountedWrites(
    await startEngine({ ...(dataDir ? { dataDir } : {}), ...(endpoint ? { endpoint } : {}) }),
  )
  try {
    const tables = localTables(deployment)
    const names = new DynamoDbNames(tables, await ensureTables(engine, tables, dataDir === undefined))
    const expired = new ExpiredItems(engine, tables)
    const timer = setInterval(() => expired.sweep().catch(() => {}), expiryInterval).unref()
    return {
      services: {
        dynamodb: dynamoDb(deployment, engine, tables, names, capacity),
        'dynamodb-streams': dynamoDbStreams(deployment, engine, tables, names, expired),
      },
      expired,
      stop: async () => {
        clearInterval(timer)
        await engine.stop()
      },
    }
  } catch (error) {
    await engine.stop()
    throw error
  }
}

function tell<T>(listeners: Set<(value: T) => void>, value: T): void {
  for (const listener of listeners) listener(value)
}

function requestHandler(
  deployment: Deployment,
  services: Record<ServiceName, Service>,
  faults: Faults,
  crash: (caller: Caller) => void,
) {
  const signatures = new Signatures(deployment)
  const authorizer = new Authorizer(deployment)

  /** Authenticate, authorize, go wrong on purpose, serve: answers nothing where the connection is to drop. */
  async function answer(request: AwsRequest, decoded: Decoded): Promise<Json | undefined> {
    const { service, operation, input } = decoded
    const caller = await signatures.caller(request)
    const call: Call = { service, operation, input, caller }
    authorizer.check(call, caller.roleArn ? await services[service].accesses(call) : [])
    const fault: Fault | undefined = caller.roleArn
      ? faults.next({ service, operation, functionName: caller.functionName })
      : undefined
    return callAt(fault, call, () => services[service].answer(call), crash)
  }

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    let decoded: Decoded | undefined
    try {
      const request = await readRequest(incoming)
      decoded = decode(request)
      const output = await answer(request, decoded)
      if (output === undefined) outgoing.destroy()
      else respond(outgoing, decoded.answer(output))
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500)
      respond(outgoing, decoded?.error(known) ?? plainError(known))
    }
  }
}

async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1')
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  }
}

function respond(outgoing: ServerResponse, { status, headers, body }: AwsResponse): void {
  if (outgoing.destroyed) return
  outgoing.writeHead(status, headers).end(body)
}

function plainError({ code, message, status }: AwsError): AwsResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code }
  return { status, headers, body: JSON.stringify({ __type: code, message }) }
}

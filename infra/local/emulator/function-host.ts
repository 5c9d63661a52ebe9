import { once } from 'node:events'
import type { Server } from 'node:http'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import type { AwsEndpoint } from './endpoint/endpoint.ts'
import { awsClients } from './event-sources/aws-clients.ts'
import { EventSources } from './event-sources/event-sources.ts'
import { type BusEvent, EventBus } from './eventbridge/event-bus.ts'
import { Schedules } from './eventbridge/schedules.ts'
import { httpApiServer } from './http-api/http-api.ts'
import { AsyncInvoker } from './lambda/async-invoker.ts'
import { Lambda } from './lambda/lambda.ts'
import type { Invocation } from './lambda/sandbox.ts'
import type { Deployment, LocalFunction } from './template/deployment.ts'

export interface FunctionHostOptions {
  aws: AwsEndpoint
  /** Address and port of the name server that functions ask. */
  nameServer: string
  dataDir?: string | undefined
  log: (line: string) => void
}

/** Runs the functions and everything that invokes them: the HTTP API, event sources, the event bus, schedules. */
export class FunctionHost {
  /** The functions' log lines, as written. */
  readonly logs: string[] = []
  /** The lines of the API's access log. */
  readonly accessLog: string[] = []
  readonly #deployment: Deployment
  readonly #options: FunctionHostOptions
  readonly #lambda: Lambda
  readonly #async: AsyncInvoker
  readonly #bus: EventBus
  readonly #schedules: Schedules
  readonly #sources: EventSources
  readonly #api: Server
  /** The number of invocations so far. If it does not change while `idle` waits, nothing has happened. */
  #invocations = 0

  constructor(deployment: Deployment, options: FunctionHostOptions) {
    this.#deployment = deployment
    this.#options = options
    const { aws, nameServer, dataDir, log } = options
    const invoke = (fn: LocalFunction, event: unknown, requestId?: string) =>
      this.#invoke(fn, event, requestId)
    this.#lambda = new Lambda(deployment, {
      awsUrl: aws.url,
      nameServer,
      log: (fn, line) => this.#logLine(fn, line),
    })
    this.#async = new AsyncInvoker(deployment, {
      invoke,
      log,
      sendToQueue: (fn, arn, body) => this.#send(fn, arn, body),
    })
    this.#bus = new EventBus(deployment, {
      deliver: (fn, event) => void this.#async.accept(fn, event),
      sendToQueue: async (arn, body) => void aws.queues.send(arn, body),
      log,
    })
    this.#schedules = new Schedules(this.#bus.scheduled, { fire: (rule) => this.#bus.fire(rule) })
    this.#sources = new EventSources(deployment, { awsUrl: aws.url, dataDir, invoke, log })
    this.#api = httpApiServer(deployment, {
      invoke,
      log,
      logAccess: (line) => this.accessLog.push(line),
    })
    aws.onSesEvent((event) => this.#bus.put(event))
    aws.onPutEvent((event) => this.#bus.put(event))
    aws.setInvoker({ invoke, accept: (fn, event) => void this.#async.accept(fn, event) })
    aws.onCrash(({ functionName, session }) => this.#lambda.killOne(functionName, session))
  }

  /** Serves the HTTP API on the loopback interface, and starts event sources and schedules. */
  async listen(port: number): Promise<void> {
    this.#api.listen(port, '127.0.0.1')
    await once(this.#api, 'listening')
    this.#sources.start()
    this.#schedules.start()
  }

  kill(functionNamePart: string): void {
    this.#lambda.kill(functionNamePart)
  }

  fire(schedulePart: string): void {
    this.#schedules.fire(schedulePart)
  }

  putEvent(event: BusEvent): void {
    this.#bus.put(event)
  }

  async idle(): Promise<void> {
    for (let before = -1; before !== this.#invocations || this.#busy; ) {
      before = this.#invocations
      while (this.#busy) await new Promise((resolve) => setTimeout(resolve, 5))
      await this.#sources.settled()
    }
  }

  async stop(): Promise<void> {
    this.#schedules.stop()
    this.#async.stop()
    const closed = this.#api.listening ? once(this.#api, 'close') : undefined
    this.#api.close()
    this.#api.closeAllConnections()
    await Promise.all([closed, this.#lambda.stop(), this.#sources.stop()])
  }

  get #busy(): boolean {
    return this.#lambda.inFlight + this.#async.inFlight > 0
  }

  #invoke(fn: LocalFunction, event: unknown, requestId?: string): Promise<Invocation> {
    this.#invocations += 1
    return this.#lambda.invoke(fn, event, requestId)
  }

  async #send(fn: LocalFunction, queueArn: string, body: string): Promise<void> {
    const clients = awsClients(this.#options.aws.url, this.#deployment.region, fn)
    const queue = this.#deployment.ofType('AWS::SQS::Queue').find(({ arn }) => arn === queueArn)
    if (!queue) throw new Error(`The template has no queue "${queueArn}"`)
    try {
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.physicalId, MessageBody: body }))
    } finally {
      clients.destroy()
    }
  }

  #logLine(functionName: string, line: string): void {
    this.logs.push(line)
    this.#options.log(`${this.#shortName(functionName)}  ${line}`)
  }

  /** Returns `ApiOrders` for the name `Shop-ApiOrdersB60EEA1B-93E6L7KKIGD6`. */
  #shortName(functionName: string): string {
    return this.#deployment.functionOf(functionName).logicalId.replace(/[0-9A-F]{8}$/, '')
  }
}

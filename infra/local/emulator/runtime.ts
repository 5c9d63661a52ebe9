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

export interface RuntimeOptions {
  aws: AwsEndpoint
  dataDir?: string | undefined
  log: (line: string) => void
}

/** The functions and everything that invokes them: HTTP API, event sources, event bus, schedules. */
export class Runtime {
  /** The functions' log lines, as they wrote them. */
  readonly logs: string[] = []
  /** The API's access log. */
  readonly accessLog: string[] = []
  readonly #deployment: Deployment
  readonly #options: RuntimeOptions
  readonly #lambda: Lambda
  readonly #async: AsyncInvoker
  readonly #bus: EventBus
  readonly #schedules: Schedules
  readonly #sources: EventSources
  readonly #api: Server
  /** Invocations begun so far: unchanged over a round of waiting, nothing happened meanwhile. */
  #begun = 0

  constructor(deployment: Deployment, options: RuntimeOptions) {
    this.#deployment = deployment
    this.#options = options
    const { aws, dataDir, log } = options
    const invoke = (fn: LocalFunction, event: unknown, requestId?: string) =>
      this.#invoke(fn, event, requestId)
    this.#lambda = new Lambda(deployment, { awsUrl: aws.url, log: (fn, line) => this.#logLine(fn, line) })
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
    aws.onProviderEvent((event) => this.#bus.put(event))
    aws.onPutEvent((event) => this.#bus.put(event))
    aws.onInvoke({ invoke, accept: (fn, event) => void this.#async.accept(fn, event) })
    aws.onCrash(({ functionName, session }) => this.#lambda.killOne(functionName, session))
  }

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
    for (let before = -1; before !== this.#begun || this.#busy; ) {
      before = this.#begun
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
    this.#begun += 1
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

  /** Such as `Api/SignUp` for `SupporterEngagementLocal-ApiSignUpB60EEA1B-93E6L7KKIGD6`. */
  #shortName(functionName: string): string {
    return this.#deployment.functionOf(functionName).logicalId.replace(/[0-9A-F]{8}$/, '')
  }
}

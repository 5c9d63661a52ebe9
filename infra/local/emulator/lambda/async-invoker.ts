import { randomUUID } from 'node:crypto'
import { Pulse } from '../event-sources/pulse.ts'
import type { Deployment, LocalFunction } from '../template/deployment.ts'
import type { Invocation } from './sandbox.ts'
import type { FunctionError } from './sandbox-messages.ts'

export interface AsyncInvokerOptions {
  invoke: (fn: LocalFunction, event: unknown, requestId: string) => Promise<Invocation>
  /** Sends under the function's role, which must allow it. */
  sendToQueue: (fn: LocalFunction, queueArn: string, body: string) => Promise<void>
  log: (line: string) => void
  /** The delay before the first retry, doubled for the second. AWS waits one minute, then two. */
  retryMs?: number
}

interface AsyncConfiguration {
  maximumRetryAttempts: number
  onSuccess: string | undefined
  onFailure: string | undefined
}

/** Invokes functions asynchronously: accepts an event at once, retries twice, then uses the dead-letter queue or destination. */
export class AsyncInvoker {
  readonly #deployment: Deployment
  readonly #options: AsyncInvokerOptions
  readonly #pulse = new Pulse()
  readonly #running = new Set<Promise<void>>()

  constructor(deployment: Deployment, options: AsyncInvokerOptions) {
    this.#deployment = deployment
    this.#options = options
  }

  get inFlight(): number {
    return this.#running.size
  }

  /** Never rejects: an event whose function keeps failing goes to the dead-letter queue, or is lost if there is none. */
  accept(fn: LocalFunction, event: unknown): Promise<void> {
    const running = this.#run(fn, event).finally(() => this.#running.delete(running))
    this.#running.add(running)
    return running
  }

  stop(): void {
    this.#pulse.stop()
  }

  async #run(fn: LocalFunction, event: unknown): Promise<void> {
    const configuration = asyncConfiguration(this.#deployment, fn)
    const requestId = randomUUID()
    for (let attempt = 1; ; attempt++) {
      const invocation = await this.#options.invoke(fn, event, requestId)
      if (this.#pulse.stopped) return
      const isLast = attempt > configuration.maximumRetryAttempts
      if (invocation.ok || isLast)
        return this.#finish(fn, event, { requestId, attempt, invocation, configuration })
      if (!(await this.#pulse.wait((this.#options.retryMs ?? 300) * attempt))) return
    }
  }

  async #finish(fn: LocalFunction, event: unknown, outcome: Outcome): Promise<void> {
    const { configuration, invocation } = outcome
    const destination = invocation.ok ? configuration.onSuccess : configuration.onFailure
    const { log, sendToQueue } = this.#options
    const reportError = (error: Error) =>
      log(`Cannot send the result of ${fn.name}'s event: ${error.message}`)
    if (destination)
      await sendToQueue(fn, destination, destinationMessage(fn, event, outcome)).catch(reportError)
    if (invocation.ok) return
    if (fn.deadLetterArn) await sendToQueue(fn, fn.deadLetterArn, JSON.stringify(event)).catch(reportError)
    const lost = destination || fn.deadLetterArn ? '' : '; it has no dead-letter queue, so the event is lost'
    log(`${fn.name} failed for an event in all ${outcome.attempt} attempts${lost}`)
  }
}

interface Outcome {
  requestId: string
  attempt: number
  invocation: Invocation
  configuration: AsyncConfiguration
}

function asyncConfiguration(deployment: Deployment, fn: LocalFunction): AsyncConfiguration {
  const found = deployment
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map(({ properties }) => properties)
    .find(({ FunctionName }) => FunctionName === fn.name || FunctionName === fn.arn)
  return {
    maximumRetryAttempts: found?.MaximumRetryAttempts ?? 2,
    onSuccess: found?.DestinationConfig?.OnSuccess?.Destination,
    onFailure: found?.DestinationConfig?.OnFailure?.Destination,
  }
}

function destinationMessage(
  fn: LocalFunction,
  event: unknown,
  { requestId, attempt, invocation }: Outcome,
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${fn.arn}:$LATEST`,
      condition: invocation.ok ? 'Success' : 'RetriesExhausted',
      approximateInvokeCount: attempt,
    },
    requestPayload: event,
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(invocation.ok ? {} : { functionError: 'Unhandled' }),
    },
    responsePayload: invocation.ok ? invocation.payload : errorPayload(invocation.error),
  })
}

function errorPayload({ errorType, errorMessage, trace }: FunctionError): FunctionError {
  return { errorType, errorMessage, ...(trace ? { trace } : {}) }
}

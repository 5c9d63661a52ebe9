import { randomUUID } from 'node:crypto'
import { mayInvoke } from '../iam/invoke-permission.ts'
import type { Deployment, LocalFunction, LocalResource, Properties } from '../template/deployment.ts'
import { matchesPattern } from './event-pattern.ts'

/** An event in EventBridge's shape. */
export interface BusEvent {
  version?: string
  id?: string
  'detail-type': string
  source: string
  account?: string
  time?: string
  region?: string
  resources?: string[]
  detail: unknown
}

export interface EventBusOptions {
  /** Invokes a target function asynchronously. */
  deliver: (fn: LocalFunction, event: unknown) => void
  /** Sends an event that cannot be delivered to the target's dead-letter queue. */
  sendToQueue: (queueArn: string, body: string) => Promise<void>
  log: (line: string) => void
}

/** The default event bus: matches events with the template's rules and invokes the rules' targets. */
export class EventBus {
  readonly #deployment: Deployment
  readonly #options: EventBusOptions
  readonly #rules: LocalResource[]

  constructor(deployment: Deployment, options: EventBusOptions) {
    this.#deployment = deployment
    this.#options = options
    this.#rules = deployment
      .ofType('AWS::Events::Rule')
      .filter(({ properties }) => properties.State !== 'DISABLED')
    for (const { logicalId, properties } of this.#rules)
      if (properties.EventBusName && properties.EventBusName !== 'default')
        throw new Error(
          `${logicalId} is a rule of the event bus "${properties.EventBusName}"; the emulator has the default bus only`,
        )
  }

  /** The rules that have a schedule. */
  get scheduled(): LocalResource[] {
    return this.#rules.filter(({ properties }) => properties.ScheduleExpression)
  }

  /** Delivers an event to the targets of each rule whose pattern it matches. */
  put(event: BusEvent): void {
    const whole = this.#complete(event)
    for (const rule of this.#rules)
      if (rule.properties.EventPattern && matchesPattern(rule.properties.EventPattern, whole))
        this.#fire(rule, whole)
  }

  /** Fires a scheduled rule now. */
  fire(rule: LocalResource): void {
    const event = {
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: [rule.arn],
      detail: {},
    }
    this.#fire(rule, this.#complete(event))
  }

  #complete(event: BusEvent): BusEvent {
    const { accountId, region } = this.#deployment
    const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    return { version: '0', id: randomUUID(), account: accountId, time, region, resources: [], ...event }
  }

  #fire(rule: LocalResource, event: BusEvent): void {
    for (const target of (rule.properties.Targets ?? []) as Properties[]) {
      const fn = this.#deployment.functionOf(target.Arn)
      const input = targetInput(target, event)
      if (mayInvoke(this.#deployment, fn, 'events.amazonaws.com', rule.arn)) this.#options.deliver(fn, input)
      else this.#reportUndeliverable(rule, target, input)
    }
  }

  #reportUndeliverable(rule: LocalResource, target: Properties, input: unknown): void {
    const { log, sendToQueue } = this.#options
    log(`No AWS::Lambda::Permission lets the rule ${rule.name} invoke its target`)
    const queueArn = target.DeadLetterConfig?.Arn
    if (queueArn) sendToQueue(queueArn, JSON.stringify(input)).catch((error) => log(error.message))
  }
}

function targetInput({ Input, InputPath, InputTransformer }: Properties, event: BusEvent): unknown {
  if (InputTransformer) return transform(InputTransformer, event)
  if (Input !== undefined) return JSON.parse(Input)
  return InputPath === undefined ? event : atPath(event, InputPath)
}

function transform({ InputPathsMap = {}, InputTemplate }: Properties, event: BusEvent): unknown {
  const text = String(InputTemplate).replace(/"?<([\w-]+)>"?/g, (_whole, name: string) =>
    JSON.stringify(atPath(event, InputPathsMap[name] ?? `$.${name}`) ?? null),
  )
  return JSON.parse(text)
}

function atPath(event: unknown, path: string): unknown {
  const names = path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean)
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event)
}

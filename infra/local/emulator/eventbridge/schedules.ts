import type { LocalResource } from '../template/deployment.ts'
import { nextFiring } from './schedule-expression.ts'

export interface SchedulesOptions {
  fire: (resource: LocalResource) => void
  now?: () => Date
}

/** The longest that a timer can wait. */
const longestTimer = 2 ** 31 - 1

/** Fires every scheduled resource when its expression says so; a rate counts from the start of the stack. */
export class Schedules {
  readonly #resources: LocalResource[]
  readonly #options: SchedulesOptions
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** An expression that AWS would refuse is an error at once. */
  constructor(resources: LocalResource[], options: SchedulesOptions) {
    this.#resources = resources
    this.#options = options
    for (const { properties } of resources) nextFiring(properties.ScheduleExpression, new Date())
  }

  start(): void {
    for (const resource of this.#resources) this.#arm(resource)
  }

  /** Fires now every resource whose logical id or name has this part. An unknown part is an error. */
  fire(part: string): void {
    const found = this.#resources.filter(
      ({ logicalId, name }) => logicalId.includes(part) || name.includes(part),
    )
    if (found.length === 0) throw new Error(`No schedule's name has "${part}" in it`)
    for (const resource of found) this.#options.fire(resource)
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #arm(resource: LocalResource): void {
    const { ScheduleExpression, ScheduleExpressionTimezone } = resource.properties
    const next = nextFiring(ScheduleExpression, this.#now(), ScheduleExpressionTimezone)
    if (next) this.#waitUntil(next, resource)
  }

  #waitUntil(next: Date, resource: LocalResource): void {
    const wait = next.getTime() - this.#now().getTime()
    const timer = setTimeout(
      () => {
        if (wait > longestTimer) return this.#waitUntil(next, resource)
        this.#options.fire(resource)
        this.#arm(resource)
      },
      Math.min(wait, longestTimer),
    )
    timer.unref()
    this.#timers.set(resource.logicalId, timer)
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date()
  }
}

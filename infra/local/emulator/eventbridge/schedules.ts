import type { LocalResource } from '../template/deployment.ts'
import { nextFiring } from './schedule-expression.ts'

export interface SchedulesOptions {
  fire: (resource: LocalResource) => void
  now?: () => Date
}

/** The longest delay of a Node timer. */
const longestTimerMs = 2 ** 31 - 1

/** Fires each scheduled resource at its time; a rate counts from the start of the emulator. */
export class Schedules {
  readonly #resources: LocalResource[]
  readonly #options: SchedulesOptions
  readonly #timers = new Map<string, NodeJS.Timeout>()

  /** @throws Error for a schedule that AWS would refuse */
  constructor(resources: LocalResource[], options: SchedulesOptions) {
    this.#resources = resources
    this.#options = options
    for (const { properties } of resources) nextFiring(properties.ScheduleExpression, new Date())
  }

  start(): void {
    for (const resource of this.#resources) this.#arm(resource)
  }

  /** Fires now each resource whose logical id or name contains `part`. @throws Error if there is none */
  fire(part: string): void {
    const found = this.#resources.filter(
      ({ logicalId, name }) => logicalId.includes(part) || name.includes(part),
    )
    if (found.length === 0) throw new Error(`No schedule has a name that contains "${part}"`)
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
        if (wait > longestTimerMs) return this.#waitUntil(next, resource)
        this.#options.fire(resource)
        this.#arm(resource)
      },
      Math.min(wait, longestTimerMs),
    )
    timer.unref()
    this.#timers.set(resource.logicalId, timer)
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date()
  }
}

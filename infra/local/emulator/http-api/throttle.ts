import type { LocalResource } from '../template/deployment.ts'

/** Limits each route by a token bucket, from the stage's default and per-route settings. */
export class Throttle {
  readonly #stage: LocalResource | undefined
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  /** @param now returns milliseconds, for tests */
  constructor(stage: LocalResource | undefined, now: () => number = Date.now) {
    this.#stage = stage
    this.#now = now
  }

  /** Takes one token from the route's bucket. @returns false if the bucket is empty */
  admits(routeKey: string): boolean {
    const { burst, rate } = this.#limits(routeKey)
    if (burst === undefined || rate === undefined) return true
    const now = this.#now()
    const bucket = this.#buckets.get(routeKey) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate)
    const admitted = tokens >= 1
    this.#buckets.set(routeKey, { tokens: admitted ? tokens - 1 : tokens, at: now })
    return admitted
  }

  #limits(routeKey: string): { burst: number | undefined; rate: number | undefined } {
    const { DefaultRouteSettings = {}, RouteSettings = {} } = this.#stage?.properties ?? {}
    const settings = { ...DefaultRouteSettings, ...RouteSettings[routeKey] }
    return { burst: settings.ThrottlingBurstLimit, rate: settings.ThrottlingRateLimit }
  }
}

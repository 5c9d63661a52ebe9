import type { LocalResource } from '../template/deployment.ts'

/** Limits each route by a token bucket, from the stage's default and per-route settings. */
export class Throttle {
  readonly #stage: LocalResource | undefined
  readonly #now: () => number
  readonly #buckets = new Map<string, { tokens: number; at: number }>()

  /**
   * @param routeKeys the routes of the API
   * @param now returns milliseconds, for tests
   * @throws Error for settings of a route that the API does not have, as API Gateway does
   */
  constructor(stage: LocalResource | undefined, routeKeys: readonly string[], now: () => number = Date.now) {
    const unknown = Object.keys(stage?.properties.RouteSettings ?? {}).find((key) => !routeKeys.includes(key))
    if (unknown) throw new Error(`Unable to find Route by key ${unknown} within the provided RouteSettings`)
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

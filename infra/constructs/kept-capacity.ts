import type { CfnRoute, CfnStage, HttpRoute, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2'

/**
 * The least that API Gateway grants an account: 2,500 requests a second with a burst of 1,250 in its newer Regions, four
 * times as much elsewhere (API Gateway quotas, "account-level throttling per Region").
 */
const ofAccount = { ThrottlingRateLimit: 2500, ThrottlingBurstLimit: 1250 }

/**
 * Keeps capacity for people who leave and for officers. A route's bucket is shared by all its callers, so a stranger who
 * empties it shuts out everyone. Routes that refuse strangers before any other work, by a signed link or a bearer token,
 * therefore get buckets as large as the account's, and only routes that strangers may use have the settings' limits.
 */
export class KeptCapacity {
  readonly #stage: CfnStage

  constructor(stage: HttpStage) {
    this.#stage = stage.node.defaultChild as CfnStage
  }

  /** Gives each route a bucket of its own. */
  keep(routes: readonly HttpRoute[]): void {
    for (const route of routes) {
      const created = route.node.defaultChild as CfnRoute
      this.#stage.routeSettings = { ...this.#stage.routeSettings, [created.routeKey]: ofAccount }
      // API Gateway refuses settings of a route that does not exist yet.
      this.#stage.addResourceDependency(created)
    }
  }
}

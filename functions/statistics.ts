import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import type { Statistics as Counted } from '../shared/domain/statistics.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { Statistics } from '../shared/office/contract.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { officersEndpoint } from '../shared/office/officers-endpoint.ts'
import { latestStatistics } from '../shared/store/statistics-item.ts'
import { problem } from '../shared/web/problem.ts'
import { json } from '../shared/web/reply.ts'

export interface StatisticsDependencies {
  readonly latest: () => Promise<Counted | undefined>
}

/** Returns the latest figures, which identify no one. */
export const statisticsHandlers = (deps: StatisticsDependencies): OfficersHandlers<'statistics'> => ({
  'GET /privacy/statistics': (_, officer) => ({
    async perform() {
      const counted = await deps.latest()
      if (counted) return json(200, Statistics, counted)
      return problem('notFound', officer, { detail: officer.words.invalid.notCounted })
    },
  }),
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('statistics'),
  statisticsHandlers({
    latest: () => latestStatistics(officeRuntime.dynamoDb(), fromEnvironment('ledgerTable')),
  }),
)

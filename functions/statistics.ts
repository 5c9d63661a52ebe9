import type { Statistics as Counted } from '../shared/domain/statistics.ts'
import { fromEnvironment } from '../shared/lib/environment.ts'
import { Statistics } from '../shared/office/contract.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import { type OfficerRoute, officersEndpoint } from '../shared/office/officers-endpoint.ts'
import { latestStatistics } from '../shared/store/statistics-item.ts'
import { problem } from '../shared/web/problem.ts'
import { json } from '../shared/web/reply.ts'

export interface StatisticsDependencies {
  readonly latest: () => Promise<Counted | undefined>
}

/** GET /privacy/statistics: figures, and nobody in them. */
export const statisticsRoutes = (deps: StatisticsDependencies): Record<string, OfficerRoute> => ({
  'GET /privacy/statistics': {
    action: 'statistics',
    roles: ['privacy-officer', 'auditor', 'communications'],
    reason: 'mailing',
    read: (_, officer) => ({
      async perform() {
        const counted = await deps.latest()
        if (counted) return json(200, Statistics, counted)
        return problem('notFound', officer, { detail: officer.words.invalid.notCounted })
      },
    }),
  },
})

export const handler = officersEndpoint(
  officeRuntime,
  statisticsRoutes({
    latest: () => latestStatistics(officeRuntime.dynamoDb(), fromEnvironment('ledgerTable')),
  }),
)

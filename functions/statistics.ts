import { fromEnvironment } from '../shared/config.ts'
import { Statistics } from '../shared/http/office-contract.ts'
import { type OfficerRoute, officersEndpoint } from '../shared/http/officers-endpoint.ts'
import { problem } from '../shared/http/problem.ts'
import { json } from '../shared/http/reply.ts'
import { officeRuntime } from '../shared/office/office-runtime.ts'
import type { Statistics as Counted } from '../shared/office/statistics.ts'
import { latestStatistics } from '../shared/store/statistics-item.ts'

export interface StatisticsDependencies {
  readonly latest: () => Promise<Counted | undefined>
}

/** GET /privacy/statistics: figures, and nobody in them. */
export const statisticsRoutes = (deps: StatisticsDependencies): Record<string, OfficerRoute> => ({
  'GET /privacy/statistics': {
    action: 'statistics',
    roles: ['privacy-officer', 'auditor', 'communications'],
    why: 'mailing',
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

import { supporterIdOf } from '../shared/domain/supporter-id.ts'
import { mapWithConcurrency } from '../shared/lib/concurrency.ts'
import { SuppressionReport } from '../shared/office/contract.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import {
  invalidReply,
  type Officer,
  type OfficerCall,
  type OfficerRoute,
  officersEndpoint,
} from '../shared/office/officers-endpoint.ts'
import { type ListedRow, parseSuppressionList } from '../shared/office/suppression-list.ts'
import { circumstancesNow } from '../shared/runtime.ts'
import { commit } from '../shared/store/commit.ts'
import { problem } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import { type HttpRequest, mediaType } from '../shared/web/request.ts'

export type SuppressionsDependencies = Pick<
  OfficeRuntime,
  'settings' | 'clock' | 'newId' | 'store' | 'addressKey'
>

/** What is done within the time that API Gateway waits, with much to spare. */
const maxRows = 500
const maxBytes = 128 * 1024
const atOnce = 20

/**
 * POST /privacy/suppressions, text/csv: nobody on the list is mailed again (UK GDPR Art 21(3); Fundraising Preference
 * Service). Of who is not known the keyed hash alone is kept. The same list again changes nothing.
 */
export const suppressionRoutes = (deps: SuppressionsDependencies): Record<string, OfficerRoute> => ({
  'POST /privacy/suppressions': {
    action: 'import-suppressions',
    roles: ['privacy-officer'],
    reason: 'mailing',
    read: (request, officer) => readList(deps, request, officer),
  },
})

export const handler = officersEndpoint(officeRuntime, suppressionRoutes(officeRuntime))

function readList(
  deps: SuppressionsDependencies,
  request: HttpRequest,
  officer: Officer,
): OfficerCall | Reply {
  const { invalid: words } = officer.words
  if (mediaType(request) !== 'text/csv') return problem('contentType', officer, { detail: words.csv })
  const tooMany = { detail: words.rows(maxRows) }
  if (request.body.length > maxBytes) return problem('tooLarge', officer, tooMany)
  const rows = parseSuppressionList(request.body.toString('utf8'))
  if (!rows) return invalidReply(officer, { field: 'email', detail: words.column })
  if (rows.length > maxRows) return problem('tooLarge', officer, tooMany)
  return { perform: () => importList(deps, rows) }
}

/** All or an error: what was done before it is known already when the list comes again. */
async function importList(deps: SuppressionsDependencies, rows: readonly ListedRow[]): Promise<Reply> {
  const key = await deps.addressKey()
  const seen = new Set<string>()
  const results = await mapWithConcurrency(rows, atOnce, async ({ row, address }) => {
    if (!address) return { row, result: 'not-an-address' as const }
    const id = supporterIdOf(address, key)
    if (seen.has(id)) return { row, result: 'known' as const }
    seen.add(id)
    const before = await deps.store().load(id)
    const circumstances = { ...circumstancesNow(deps), actor: 'officer' } as const
    const command = { type: 'object', method: 'list' } as const
    const { supporter } = await commit(deps.store(), id, command, circumstances, before)
    return { row, result: supporter.version > before.version ? ('added' as const) : ('known' as const) }
  })
  const count = (result: string) => results.filter((row) => row.result === result).length
  return json(200, SuppressionReport, {
    added: count('added'),
    known: count('known'),
    notAnAddress: count('not-an-address'),
    rows: results,
  })
}

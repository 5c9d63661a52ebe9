import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import { supporterIdOf } from '../shared/domain/supporter-id.ts'
import { mapWithConcurrency } from '../shared/lib/concurrency.ts'
import { SuppressionReport, suppressionLimits } from '../shared/office/contract.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { invalidReply } from '../shared/office/replies.ts'
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

const atOnce = 20

/**
 * Imports a list of people who must never be mailed (UK GDPR Art 21(3); Fundraising Preference Service), as text/csv.
 * Keeps only the keyed hash of an unknown address. Importing the same list again changes nothing.
 */
export const suppressionHandlers = (deps: SuppressionsDependencies): OfficersHandlers<'suppressions'> => ({
  'POST /privacy/suppressions': (request, officer) => readList(deps, request, officer),
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('suppressions'),
  suppressionHandlers(officeRuntime),
)

function readList(
  deps: SuppressionsDependencies,
  request: HttpRequest,
  officer: Officer,
): PreparedCall | Reply {
  const { invalid: words } = officer.words
  if (mediaType(request) !== 'text/csv') return problem('contentType', officer, { detail: words.csv })
  const tooMany = { detail: words.rows(suppressionLimits.rows) }
  if (request.body.length > suppressionLimits.bytes) return problem('tooLarge', officer, tooMany)
  const rows = parseSuppressionList(request.body.toString('utf8'))
  if (!rows) return invalidReply(officer, { field: 'email', detail: words.column })
  if (rows.length > suppressionLimits.rows) return problem('tooLarge', officer, tooMany)
  return { perform: () => importList(deps, rows) }
}

/** Imports all rows or fails; a retry then counts the imported ones as known. */
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

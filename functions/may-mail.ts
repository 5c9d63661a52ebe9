import { type OfficersHandlers, officersRoutesOf } from '../shared/api/officers-routes.ts'
import { parseEmailAddress } from '../shared/domain/email-address.ts'
import { lapse, pendingRetention } from '../shared/domain/lapse.ts'
import { whyNotMailed } from '../shared/domain/may-be-mailed.ts'
import { unknownSupporter } from '../shared/domain/supporter.ts'
import { parseSupporterId, type SupporterId, supporterIdOf } from '../shared/domain/supporter-id.ts'
import { compact } from '../shared/lib/compact.ts'
import { once } from '../shared/lib/once.ts'
import { MayMail, MayMailAnswers, maxPeople } from '../shared/office/contract.ts'
import { parseJsonBody } from '../shared/office/json-body.ts'
import { type OfficeRuntime, officeRuntime } from '../shared/office/office-runtime.ts'
import type { Officer } from '../shared/office/officer.ts'
import { officersEndpoint, type PreparedCall } from '../shared/office/officers-endpoint.ts'
import { type AskedPeople, askedPeople } from '../shared/store/asked-people.ts'
import { type LoadedProfiles, loadProfiles } from '../shared/store/profiles.ts'
import { problem } from '../shared/web/problem.ts'
import { json, type Reply } from '../shared/web/reply.ts'
import type { HttpRequest } from '../shared/web/request.ts'

export type MayMailDependencies = Pick<OfficeRuntime, 'settings' | 'clock' | 'addressKey'> & {
  readonly loadProfiles: (ids: readonly SupporterId[]) => Promise<LoadedProfiles>
  readonly askedPeople: () => AskedPeople
}

/**
 * Tells other systems whether they may mail people, named by address or by keyed hash. Each officer may ask about so many
 * people a day: the answer reveals who is known.
 */
export const mayMailHandlers = (deps: MayMailDependencies): OfficersHandlers<'may-mail'> => ({
  'POST /privacy/may-mail': (request, officer) => readPeople(deps, request, officer),
})

export const handler = officersEndpoint(
  officeRuntime,
  officersRoutesOf('may-mail'),
  mayMailHandlers({
    ...officeRuntime,
    loadProfiles: (ids) => loadProfiles(officeRuntime.dynamoDb(), officeRuntime.tables().supporters, ids),
    askedPeople: once(() =>
      askedPeople(
        officeRuntime.dynamoDb(),
        officeRuntime.tables().supporters,
        officeRuntime.settings().limits.mayMailPeoplePerDay,
      ),
    ),
  }),
)

async function readPeople(
  deps: MayMailDependencies,
  request: HttpRequest,
  officer: Officer,
): Promise<PreparedCall | Reply> {
  const body = parseJsonBody(request, officer, MayMail, () => officer.words.invalid.people(maxPeople))
  if ('statusCode' in body) return body
  const { people } = body.value
  const retryAfter = await deps.askedPeople().add(officer.id, people.length, deps.clock())
  if (retryAfter > 0) {
    const detail = officer.words.askedTooMany(deps.settings().limits.mayMailPeoplePerDay)
    return problem('tooMany', officer, { retryAfter, detail })
  }
  const key = await deps.addressKey()
  const ids = people.map(({ email, supporterId }) => {
    const address = email === undefined ? undefined : parseEmailAddress(email)
    return address ? supporterIdOf(address, key) : parseSupporterId(supporterId ?? '')
  })
  const subjects = [...new Set(ids.filter((id) => id !== undefined))]
  return {
    subjects,
    async perform() {
      const profiles = await deps.loadProfiles(subjects)
      return json(200, MayMailAnswers, { answers: ids.map((id) => answerFor(deps, id, profiles)) })
    },
  }
}

function answerFor(
  deps: MayMailDependencies,
  supporterId: SupporterId | undefined,
  profiles: LoadedProfiles,
) {
  if (!supporterId) return { may: false, why: 'not-an-address' }
  const at = deps.clock()
  const supporter = lapse(
    profiles.get(supporterId) ?? unknownSupporter(),
    at,
    pendingRetention(deps.settings()),
  )
  const why = whyNotMailed(supporter, at)
  // The keyed hash of an unknown address is held nowhere, and is not given away either.
  return compact({ ...(why !== 'unknown' && { supporterId }), may: why === undefined, why })
}
